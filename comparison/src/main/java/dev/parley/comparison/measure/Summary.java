// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import dev.parley.comparison.model.Comparison;
import dev.parley.comparison.model.ComparisonFile;
import dev.parley.comparison.model.Ratio;
import dev.parley.comparison.model.Run;
import dev.parley.comparison.model.SameTwice;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes of what was found what is kept. Thread-safe. */
final class Summary {

  private final Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final MachineFacts machine = new MachineFacts();
  private final Field field;
  private final Method method;
  private final Pinning pinning;
  private final long seed;
  private final Findings findings;
  private final Schedule schedule;

  Summary(
      Field field,
      Method method,
      Pinning pinning,
      long seed,
      Findings findings,
      Schedule schedule) {
    this.field = field;
    this.method = method;
    this.pinning = pinning;
    this.seed = seed;
    this.findings = findings;
    this.schedule = schedule;
  }

  /** Returns the comparison after so many blocks. */
  Comparison of(int blocks) {
    return new Comparison(
        ComparisonFile.FORMAT,
        machine.read(pinning),
        run(blocks),
        field.subjects(),
        findings.workloads(),
        findings.cells(),
        findings.memory(),
        findings.growth(),
        findings.bystanders(),
        ratios(),
        sameTwice(),
        List.of());
  }

  private Run run(int blocks) {
    return new Run(
        started.toString(),
        schedule.seconds(),
        method.quick(),
        blocks == method.blocks(),
        seed,
        method.blocks(),
        blocks,
        method.warmSeconds(),
        method.measuredSeconds(),
        findings.notes());
  }

  private List<Ratio> ratios() {
    List<Ratio> all = new ArrayList<>();
    for (Contender contender : field.withDouble()) {
      String baseline = field.baselineOf(contender.transport()).name();
      if (!contender.name().equals(baseline)) {
        all.addAll(findings.ratios(contender.name(), baseline, new Ratios(seed)));
      }
    }
    return all;
  }

  private @Nullable SameTwice sameTwice() {
    Contender subject = field.twice();
    Contender again = subject.again();
    List<Ratio> ratios = findings.ratios(again.name(), subject.name(), new Ratios(seed));
    return ratios.isEmpty()
        ? null
        : new SameTwice(
            subject.name(), again.name(), ratios, ratios.stream().noneMatch(Ratio::differs));
  }
}
