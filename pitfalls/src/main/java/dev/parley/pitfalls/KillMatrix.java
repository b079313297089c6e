// SPDX-License-Identifier: Apache-2.0

package dev.parley.pitfalls;

import dev.parley.conformance.run.ScenarioResult;
import dev.parley.conformance.run.TargetUnreachableException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Finds out which scenarios catch which pitfalls. Only what has changed since the last run is tried
 * again: a pitfall with a new change against all scenarios, the others against the new scenarios.
 * Each trial has a process of its own, and a limit, so that no pitfall can spoil another's.
 */
final class KillMatrix {

  private static final int AT_ONCE = Runtime.getRuntime().availableProcessors();
  private static final long LONGEST_SECONDS = 300;
  private static final String CAUGHT = "caught by ";

  private final Path project;
  private final Path file;
  private final Kills kills;
  private final Trial trial;

  KillMatrix(Path project) throws IOException {
    this.project = project;
    this.file = project.resolve("pitfalls/kill-matrix.tsv");
    this.kills = Kills.read(file);
    this.trial = new Trial(project);
  }

  /**
   * Brings the matrix up to date, or tries one pitfall and prints what catches it.
   *
   * @param arguments the project's directory; then, for one pitfall, its name, the folder with its
   *     classes, and the ids of scenarios, all if there are none
   */
  public static void main(String[] arguments) throws Exception {
    Path project = Path.of(arguments[0]);
    List<String> rest = List.of(arguments).subList(1, arguments.length);
    if (rest.isEmpty()) {
      new KillMatrix(project).update();
      new Pages(project).write();
    } else {
      Path folder = Path.of(rest.get(1));
      tryOne(project, rest.getFirst(), folder, rest.subList(2, rest.size()), System.out);
      System.exit(0); // whatever threads the pitfall has left behind
    }
  }

  static void tryOne(Path project, String name, Path folder, List<String> ids, PrintStream out)
      throws TargetUnreachableException, IOException {
    Pitfall pitfall =
        new Gallery(project)
            .all().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no pitfall is called " + name));
    for (ScenarioResult result : Trial.run(folder, ids)) {
      if (new Catch(pitfall, result).isAssertion()) {
        out.println(CAUGHT + result.scenario().id());
      }
    }
    out.flush();
  }

  void update() throws IOException, InterruptedException {
    Map<String, String> scenarios = Inputs.scenarios(project);
    Set<String> changed = new TreeSet<>(scenarios.keySet());
    changed.removeIf(id -> Objects.equals(scenarios.get(id), kills.scenarios().get(id)));
    List<Pitfall> pitfalls = new Gallery(project).all();
    forgetWhatIsGone(pitfalls, scenarios.keySet());
    try (ExecutorService trials = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Pitfall pitfall : pitfalls) {
        Kills.Row known = kills.rows().get(pitfall.name());
        if (known == null || !known.fingerprint().equals(Inputs.of(pitfall))) {
          trials.execute(() -> tryAgain(pitfall, Set.of(), scenarios.keySet()));
        } else if (!changed.isEmpty()) {
          trials.execute(() -> tryAgain(pitfall, known.by(), changed));
        }
      }
    }
    kills.scenarios().putAll(scenarios);
    kills.write(file);
  }

  private void forgetWhatIsGone(List<Pitfall> pitfalls, Set<String> scenarios) {
    kills.rows().keySet().retainAll(pitfalls.stream().map(Pitfall::name).toList());
    kills.scenarios().keySet().retainAll(scenarios);
    kills.rows().values().forEach(row -> row.by().retainAll(scenarios));
  }

  private void tryAgain(Pitfall pitfall, Set<String> before, Set<String> scenarios) {
    try {
      Set<String> by = new TreeSet<>(before);
      by.removeAll(scenarios);
      by.addAll(trial(pitfall, scenarios));
      keep(pitfall, by);
      System.out.println(pitfall + ": " + String.join(" ", by));
    } catch (IOException | InterruptedException | IllegalStateException e) {
      System.err.println(pitfall + ": " + e);
      forget(pitfall);
    }
  }

  /** What is found out is kept at once, so that a run that is ended early was not in vain. */
  private synchronized void keep(Pitfall pitfall, Set<String> by) throws IOException {
    kills.rows().put(pitfall.name(), new Kills.Row(Inputs.of(pitfall), by));
    kills.write(file);
  }

  private synchronized void forget(Pitfall pitfall) {
    kills.rows().remove(pitfall.name());
  }

  /** Compiled here, where the compiler is warm; judged in a process of its own. */
  private Set<String> trial(Pitfall pitfall, Set<String> ids)
      throws IOException, InterruptedException {
    Path folder = trial.store(pitfall);
    try {
      Set<String> caught = judged(pitfall, folder, ids);
      // What fails once in a while, where trials hold each other up, is not the pitfall's doing.
      return caught.isEmpty() ? caught : judged(pitfall, folder, caught);
    } finally {
      FaultyClasses.remove(folder);
    }
  }

  private Set<String> judged(Pitfall pitfall, Path folder, Set<String> ids)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(KillMatrix.class.getName(), project.toString(), pitfall.name()));
    command.add(folder.toString());
    command.addAll(ids);
    Path output = Files.createTempFile("parley-pitfall", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
      throw new IOException("no end within " + LONGEST_SECONDS + " s");
    }
    if (process.exitValue() != 0) {
      throw new IOException("ended with status " + process.exitValue());
    }
    return caught(output);
  }

  private static Set<String> caught(Path output) throws IOException {
    Set<String> ids = new HashSet<>();
    for (String line : Files.readAllLines(output)) {
      if (line.startsWith(CAUGHT)) {
        ids.add(line.substring(CAUGHT.length()));
      }
    }
    Files.delete(output);
    return ids;
  }
}
