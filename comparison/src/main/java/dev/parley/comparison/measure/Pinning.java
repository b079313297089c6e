// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps servers and generator on processors of their own, where the system lets it. */
public final class Pinning {

  private final int server;
  private final int generator;
  private final String text;

  private Pinning(int server, int generator, String text) {
    this.server = server;
    this.generator = generator;
    this.text = text;
  }

  /** Returns what this system allows. */
  public static Pinning ofSystem() {
    return of(allowed(Path.of("/proc/self/status")), hasTaskset(System.getenv("PATH")));
  }

  /** Returns none: the system places threads as it likes. */
  static Pinning none(String why) {
    return new Pinning(-1, -1, why);
  }

  static Pinning of(List<Integer> processors, boolean taskset) {
    if (!taskset) {
      return none("not kept apart: there is no taskset here, so that both share the processors");
    }
    if (processors.size() < 2) {
      return none("not kept apart: there is but one processor");
    }
    int server = processors.getFirst();
    // Those in the middle are more rarely the other half of the first than its neighbour is.
    int generator = processors.get(processors.size() > 3 ? processors.size() / 2 : 1);
    return new Pinning(
        server,
        generator,
        "servers on processor %d, the generator on %d".formatted(server, generator));
  }

  /** Returns the command for a server. */
  List<String> server(List<String> command) {
    return pinned(server, command);
  }

  /** Returns the command for the generator. */
  List<String> generator(List<String> command) {
    return pinned(generator, command);
  }

  private static List<String> pinned(int processor, List<String> command) {
    if (processor < 0) {
      return command;
    }
    List<String> pinned = new ArrayList<>(List.of("taskset", "-c", Integer.toString(processor)));
    pinned.addAll(command);
    return pinned;
  }

  /** Says who runs where, or why that is left to the system. */
  @Override
  public String toString() {
    return text;
  }

  static boolean hasTaskset(String path) {
    for (String directory : path.split(Pattern.quote(File.pathSeparator), -1)) {
      if (Files.isExecutable(Path.of(directory, "taskset"))) {
        return true;
      }
    }
    return false;
  }

  /** Returns the processors that a process may use: {@code 0-1,4} in that file. */
  static List<Integer> allowed(Path status) {
    List<Integer> processors = new ArrayList<>();
    try {
      Matcher list =
          Pattern.compile("(?m)^Cpus_allowed_list:\\s+(\\S+)$").matcher(Files.readString(status));
      for (String range : list.find() ? list.group(1).split(",", -1) : new String[0]) {
        String[] ends = range.toLowerCase(Locale.ROOT).split("-", 2);
        int last = Integer.parseInt(ends[ends.length - 1]);
        for (int i = Integer.parseInt(ends[0]); i <= last; i++) {
          processors.add(i);
        }
      }
    } catch (IOException e) {
      // Not a system that tells.
    }
    return processors;
  }
}
