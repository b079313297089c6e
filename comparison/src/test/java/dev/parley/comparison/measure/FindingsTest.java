// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.comparison.load.LoadResult;
import dev.parley.comparison.load.LoadResult.ServerUse;
import dev.parley.comparison.model.Sample;
import dev.parley.comparison.model.Workload;
import dev.parley.protocol.Transport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FindingsTest {

  private static final Workload CLOSED = Workloads.typical(Transport.TCP);
  private static final Workload OPEN = Workloads.latency(Transport.TCP, 100);

  private final Findings findings = new Findings();

  @Test
  void whatIsNotToldIsLeftOut() {
    findings.add(CLOSED, "nio", 0, result(50, null, null, null));

    Sample sample = findings.cells().getFirst().samples().getFirst();
    assertThat(sample.serverBusy()).isNull();
    assertThat(sample.threads()).isNull();
    assertThat(sample.contextSwitches()).isNull();
    assertThat(sample.residentBytes()).isNull();
    assertThat(findings.notes()).isEmpty();
  }

  @Test
  void aClockThatIsNotKeptUpWithIsTheGeneratorsFault() {
    var idle = new ServerUse(0.2, 100L, 3, 4L, 5L);
    findings.add(OPEN, "slow", 0, result(50, idle, null, null));
    findings.add(OPEN, "good", 0, result(100, idle, null, null));
    findings.add(OPEN, "busy", 0, result(50, new ServerUse(1, null, 3, 4L, 5L), null, null));
    findings.add(OPEN, "unknown", 0, result(50, null, null, null));

    assertThat(findings.cells())
        .extracting(cell -> cell.samples().getFirst().clientBound())
        .containsExactly(true, false, false, false);
  }

  @Test
  void notesErrorsAndDisturbances() {
    findings.add(CLOSED, "nio", 0, result(50, null, 0.5, "lost"));
    findings.add(CLOSED, "nio", 1, result(0, null, 0.01, null));
    findings.addHeap(CLOSED, "nobody", 1, 1);

    assertThat(findings.notes())
        .containsExactly(
            "nio at w2: lost",
            "nio at w2: nothing was answered",
            "Other programs used more than 15 % of a processor in 1 of 2 measurements.");
    assertThat(findings.cells().getFirst().samples()).hasSize(1);
  }

  @Test
  void notesOnceWhoHadNotComeToRest() {
    findings.unsettled(OPEN, "threaded");
    findings.unsettled(OPEN, "threaded");

    assertThat(findings.notes())
        .containsExactly(
            "threaded at rate-tcp: it had not come to rest before, in one block at least");
  }

  private static LoadResult result(
      long messages, @Nullable ServerUse server, @Nullable Double others, @Nullable String error) {
    return new LoadResult(1, messages, messages, 0, 0, error, 0.5, others, server, null, false);
  }
}
