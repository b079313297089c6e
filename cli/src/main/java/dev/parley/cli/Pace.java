// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.conformance.run.ConformanceRun;
import dev.parley.conformance.stage.Settings;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How often, how fast, side by side, and from which numbers the scenarios are played. */
final class Pace {

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      converter = CountConverter.class,
      description =
          "What payloads, choices and the order of the scenarios are drawn from (default: another"
              + " each time).")
  private @Nullable Integer fixedSeed;

  @Option(
      names = "--jobs",
      paramLabel = "COUNT",
      converter = CountConverter.class,
      description =
          "How many scenarios of all targets may play at the same time (default:"
              + " ${DEFAULT-VALUE}).")
  private int jobs = ConformanceRun.JOBS;

  @Option(
      names = "--repeat",
      paramLabel = "COUNT",
      converter = CountConverter.class,
      description =
          "Run everything that often, each time with the next seed, and name the scenarios that"
              + " failed in some of the runs only (default: ${DEFAULT-VALUE}).")
  private int repeat = 1;

  @Option(
      names = "--time-scale",
      paramLabel = "FACTOR",
      converter = FactorConverter.class,
      description =
          "For a slow machine: wait that many times as long for what must come, for LISTENING and"
              + " for a scenario's end. The windows of the rules stay as they are (default:"
              + " ${DEFAULT-VALUE}).")
  private double timeScale = 1;

  /** Checks what one option alone cannot know to be wrong. */
  void require() {
    atLeastOne("--jobs", jobs);
    atLeastOne("--repeat", repeat);
  }

  private static void atLeastOne(String option, int count) {
    if (count == 0) {
      throw new CommandException(ExitCode.USAGE, option + " must be at least 1");
    }
  }

  /** Returns the seed that was given, or another each time. */
  long seed() {
    return fixedSeed != null ? fixedSeed : ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
  }

  int jobs() {
    return jobs;
  }

  int repeat() {
    return repeat;
  }

  Duration patience() {
    return scaled(Settings.PATIENCE);
  }

  /** Returns a time that is about how slow a machine is, and not about a rule. */
  Duration scaled(Duration time) {
    return Duration.ofMillis(Math.round(time.toMillis() * timeScale));
  }
}
