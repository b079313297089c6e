// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.conformance.MostlyWaits;
import dev.parley.conformance.fixture.Fault;
import dev.parley.conformance.fixture.FixtureStyle;
import dev.parley.conformance.target.Target;
import dev.parley.conformance.target.Targets;
import dev.parley.protocol.Transport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@MostlyWaits
class CombinedRunTest {

  private static final Target RIGHT = Targets.style(new FixtureStyle());
  private static final Target BROKEN = Targets.style(new FixtureStyle(Fault.ID_LOSES_HIGHEST_BIT));

  private final List<String> started = Collections.synchronizedList(new ArrayList<>());

  @Test
  void beginsWithTheSlowAndEndsWithThoseThatMustBeAlone() throws Exception {
    combined(1, List.of("F04", "F15", "R09"), RIGHT).run(this::listener);

    assertThat(started).containsExactly("fixture-none F15", "fixture-none F04", "fixture-none R09");
  }

  @Test
  void playsThoseOfDifferentTargetsSideBySide() throws Exception {
    var both = new CountDownLatch(2);
    combined(2, List.of("F01"), RIGHT, BROKEN)
        .run(target ->
            new RunListener() {
              @Override
              public void started(ScenarioInfo scenario) {
                both.countDown();
                await(both);
              }
            });

    assertThat(both.getCount()).isZero();
  }

  @Test
  void reportsInTheOrderOfTheTargets() throws Exception {
    List<TargetReport> reports =
        combined(4, List.of("F01", "F08"), BROKEN, RIGHT).run(this::listener);

    assertThat(reports.stream().flatMap(CombinedRunTest::lines))
        .containsExactly(
            "fixture-id_loses_highest_bit F01 failed",
            "fixture-id_loses_highest_bit F08 passed",
            "fixture-none F01 passed",
            "fixture-none F08 passed");
  }

  @Test
  void playsNothingWhereOneTargetIsNotThere() {
    CombinedRun run =
        combined(2, List.of("F01"), RIGHT, Targets.launch("./no/such/program", Transport.TCP));

    assertThatThrownBy(() -> run.run(this::listener))
        .isInstanceOf(TargetUnreachableException.class)
        .hasMessageStartingWith("./no/such/program: ");
    assertThat(started).isEmpty();
  }

  private static CombinedRun combined(int jobs, List<String> only, Target... targets) {
    return new CombinedRun(
        Stream.of(targets).map(target -> ConformanceRun.of(target).seed(42).only(only)).toList(),
        jobs);
  }

  private RunListener listener(Target target) {
    return new RunListener() {
      @Override
      public void started(ScenarioInfo scenario) {
        started.add(target.name() + " " + scenario.id());
      }
    };
  }

  private static Stream<String> lines(TargetReport report) {
    return report.results().stream()
        .map(result ->
            report.target() + " " + result.scenario().id() + " " + result.verdict().label());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
