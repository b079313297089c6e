// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static dev.parley.cli.Samples.report;
import static dev.parley.cli.Samples.result;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.parley.conformance.run.TargetUnreachableException;
import dev.parley.conformance.target.Target;
import dev.parley.conformance.verdict.Verdict;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.protocol.Transport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CheckRunTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void tellsThatThereIsNothingToJudge() {
    CheckRun run = run(failing(new CountDownLatch(0), new CountDownLatch(1)));

    assertThatExceptionOfType(TargetUnreachableException.class).isThrownBy(() -> run.run(1));
    assertThat(out.toString(UTF_8)).isEqualTo(System.lineSeparator());
  }

  @Test
  void blamesNobodyForItsOwnStop() throws Exception {
    var starting = new CountDownLatch(1);
    var stopped = new CountDownLatch(1);
    CheckRun run = run(failing(stopped, starting));
    Thread.startVirtualThread(() -> {
      await(starting);
      run.stop();
      stopped.countDown();
    });

    assertThat(run.run(1)).isFalse();
    assertThat(run.results()).hasSize(1);
    assertThat(run.results().getFirst().results()).isEmpty();
  }

  @Test
  void doesNotTakeALostScenarioForAPassedOne() {
    var one = report("pool", result("F01", Verdict.PASSED));

    assertThatCode(() -> CheckRun.requireAll(1, one)).doesNotThrowAnyException();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> CheckRun.requireAll(2, one))
        .withMessage("1 of 2 scenarios were run");
  }

  private CheckRun run(Target target) {
    var progress = new Progress.LinePerScenario(new PrintStream(out, true, UTF_8));
    return new CheckRun(List.of(target), run -> run.only(List.of("F08")), 1, 42, progress);
  }

  /** Returns a program whose start fails after {@code until}. */
  private static Target failing(CountDownLatch until, CountDownLatch starting) {
    Target target = mock();
    when(target.name()).thenReturn("program");
    when(target.transport()).thenReturn(Transport.TCP);
    when(target.style()).thenReturn(Optional.empty());
    when(target.start(any()))
        .thenAnswer(call -> {
          starting.countDown();
          await(until);
          throw new Mismatch("a program that starts", "none");
        });
    return target;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
