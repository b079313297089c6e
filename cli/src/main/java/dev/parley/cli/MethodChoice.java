// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.comparison.measure.Method;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How thorough a comparison is. */
final class MethodChoice {

  @Option(
      names = "--quick",
      description = "Fewer and shorter blocks: the figures are indicative, no more.")
  private boolean quick;

  @Option(
      names = "--blocks",
      paramLabel = "COUNT",
      converter = CountConverter.class,
      description = "How many blocks (default: 9, with --quick 3).")
  private @Nullable Integer blocks;

  @Option(
      names = "--only",
      paramLabel = "WORKLOAD",
      split = ",",
      completionCandidates = WorkloadNames.class,
      description =
          "Measure at these workloads, and nothing else: any of ${COMPLETION-CANDIDATES}.")
  private List<String> only = List.of();

  @Option(
      names = "--scale",
      paramLabel = "FACTOR",
      converter = FactorConverter.Share.class,
      description = "Warm up and measure that many times as long (default: ${DEFAULT-VALUE}).")
  private double scale = 1;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      converter = CountConverter.class,
      description = "Decides the order within each block (default: another each time).")
  private @Nullable Integer fixedSeed;

  /**
   * Returns the method.
   *
   * @throws CommandException if there is no such workload, or no block
   */
  Method method() {
    Method chosen = (quick ? Method.quickly() : Method.thorough()).scaled(scale);
    if (blocks != null && blocks == 0) {
      throw new CommandException(ExitCode.USAGE, "--blocks must be at least 1");
    }
    for (String workload : only) {
      if (!Method.workloads().contains(workload)) {
        throw new CommandException(
            ExitCode.USAGE,
            "--only: there is no workload '%s' (there are: %s)"
                .formatted(OneLine.of(workload), String.join(", ", Method.workloads())));
      }
    }
    Method some = chosen.only(only);
    return blocks == null ? some : some.withBlocks(blocks);
  }

  /** Returns the seed that was given, or another each time. */
  long seed() {
    return fixedSeed != null ? fixedSeed : ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
  }

  /** The names, for the shell's completion. */
  static final class WorkloadNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Method.workloads().iterator();
    }
  }
}
