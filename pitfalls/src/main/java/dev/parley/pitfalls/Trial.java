// SPDX-License-Identifier: Apache-2.0

package dev.parley.pitfalls;

import dev.parley.conformance.run.ConformanceRun;
import dev.parley.conformance.run.RunListener;
import dev.parley.conformance.run.ScenarioResult;
import dev.parley.conformance.run.TargetUnreachableException;
import dev.parley.conformance.target.Target;
import dev.parley.conformance.target.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs the suite against pitfalls. Safe for use by several threads. */
public final class Trial {

  private static final long SEED = 42;

  /** A faulty server often does not answer at all; a right one does in far less. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final FaultyStyles styles;

  /** Makes a trial of the pitfalls in {@code project}. */
  public Trial(Path project) {
    this.styles = new FaultyStyles(project);
  }

  /**
   * Returns what each scenario says of a pitfall; all scenarios, if no {@code id} is given.
   *
   * @throws IllegalStateException if the fault no longer applies, or does not compile
   */
  public List<ScenarioResult> run(Pitfall pitfall, String... ids)
      throws TargetUnreachableException, IOException {
    Path folder = store(pitfall);
    try {
      return run(folder, List.of(ids));
    } finally {
      FaultyClasses.remove(folder);
    }
  }

  /**
   * Makes a pitfall's classes and returns the folder in which they lie, which is the caller's.
   *
   * @throws IllegalStateException if the fault no longer applies, or does not compile
   */
  Path store(Pitfall pitfall) throws IOException {
    FaultyClasses faulty = styles.make(pitfall);
    Path folder = Files.createTempDirectory("parley-pitfall");
    faulty.store(folder);
    return folder;
  }

  /** Returns what each scenario says of the classes in a folder; all, if there is no id. */
  static List<ScenarioResult> run(Path folder, List<String> ids)
      throws TargetUnreachableException, IOException {
    return ConformanceRun.of(target(FaultyClasses.stored(folder), folder))
        .only(ids)
        .seed(SEED)
        .patience(PATIENCE)
        .run(RunListener.NONE)
        .results();
  }

  /** Some scenarios need a process of its own, and none of its memory for a compiler. */
  private static Target target(FaultyClasses faulty, Path folder) {
    return Targets.style(faulty.load(), List.of(PitfallServer.class.getName(), folder.toString()));
  }
}
