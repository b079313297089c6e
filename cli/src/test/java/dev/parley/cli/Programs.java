// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.protocol.LaunchContract;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the tests need of the machine: programs to launch, and a port where nobody listens. */
final class Programs {

  private Programs() {}

  /** Returns the command, for {@code --launch}, that runs a class of the tests. */
  static String launch(Class<?> main) {
    return "'%s' -XX:TieredStopAtLevel=1 -cp '%s' '%s'"
        .formatted(java(), System.getProperty("java.class.path"), main.getName());
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Returns a target that refuses connections. */
  static String deadTarget() throws IOException {
    try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "tcp://127.0.0.1:" + closed.getLocalPort();
    }
  }

  /**
   * Returns what runs on the class path of these tests and was left behind by whoever started it.
   * Only where the system has {@code /proc}: elsewhere a long command line cannot be seen.
   */
  static List<ProcessHandle> orphans() {
    String classPath = System.getProperty("java.class.path").split(File.pathSeparator, 2)[0];
    Set<ProcessHandle> family =
        ProcessHandle.current().descendants().collect(Collectors.toCollection(HashSet::new));
    family.add(ProcessHandle.current());
    return ProcessHandle.allProcesses()
        .filter(process -> !family.contains(process))
        .filter(
            process -> commandLine(process).contains("\0-cp\0" + classPath + File.pathSeparator))
        .toList();
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", process.pid() + "", "cmdline"));
    } catch (IOException e) {
      return "";
    }
  }

  /** A server, but not for F15, which waits for its start until somebody ends the run. */
  static final class SilentInF15 {
    private SilentInF15() {}

    public static void main(String[] args) throws IOException {
      if (Integer.parseInt(System.getenv(LaunchContract.MAX_PAYLOAD)) == 1 << 24) {
        Silent.main(args);
      }
      Parley.main(new String[] {"serve", "virtual"});
    }
  }

  /** Starts and never says so. */
  static final class Silent {
    private Silent() {}

    public static void main(String[] args) throws IOException {
      System.exit(System.in.read());
    }
  }
}
