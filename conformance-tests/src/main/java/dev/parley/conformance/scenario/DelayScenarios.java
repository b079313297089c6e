// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static dev.parley.conformance.scenario.Timing.millisBetween;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.WireFrame;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** A DELAY takes its time, and only its own client's. */
public interface DelayScenarios extends Conformance {

  /** Delays of nothing and of something, with and without bytes behind. */
  @Scenario(
      id = "F11",
      title = "a DELAY is answered after its time",
      rules = {"R0.3", "R1.3"})
  default void f11_delay(Stage stage) throws Exception {
    RunningServer server = stage.server();
    Punctual.play(() -> {
      Probe probe = stage.connect(server);
      askInTime(stage, probe, 0, 0);
      askInTime(stage, probe, 0, 100);
      askInTime(stage, probe, 50, 0);
      askInTime(stage, probe, 100, 100);
      // A clock that ticks is right now and then; and its reply comes with a tick, so not at once.
      for (int millis = 20; millis < 50; millis += 3) {
        Pause.of(Duration.ofMillis(millis - 20));
        askInTime(stage, probe, millis, 0);
      }
    });
  }

  /** The longest DELAY that a server takes. */
  @Scenario(
      id = "F20",
      title = "the maximum delay itself is legal",
      rules = {"R0.3", "R1.3"})
  default void f20_maximum_delay(Stage stage) throws Exception {
    RunningServer server = stage.server(options -> options.maximumDelay(Duration.ofMillis(150)));
    long maximum = server.options().maximumDelay().toMillis();
    stage.requireApplicable(maximum <= 2000, "its maximum delay is too long to wait for");
    Punctual.play(() -> {
      Probe probe = stage.connect(server);
      askInTime(stage, probe, maximum, 10);
      askInTime(stage, probe, maximum, 0);
    });
  }

  private static void askInTime(Stage stage, Probe probe, long millis, int size) {
    WireFrame delay = stage.delay(millis, size);
    long sent = System.nanoTime();
    probe.send(delay);
    long took = millisBetween(sent, probe.expect(delay.reply()));
    requireInTime(probe, millis, took, "The server did not wait for the time that it was told.");
  }

  /** An ECHO, three DELAYs and an ECHO in one write. */
  @Scenario(
      id = "F12",
      title = "a DELAY holds back what is behind it, not what is before",
      rules = {"R1.1", "R1.2", "R2.1"})
  default void f12_delays_in_a_row(Stage stage) throws Exception {
    RunningServer server = stage.server();
    Punctual.play(() -> {
      try (Probe probe = stage.connect(server)) {
        askInARow(stage, probe);
      }
    });
  }

  private static void askInARow(Stage stage, Probe probe) {
    long millis = 200;
    WireFrame before = stage.echo(10);
    WireFrame first = stage.delay(millis, 10);
    WireFrame second = stage.delay(millis, 0);
    WireFrame third = stage.delay(millis, 100);
    WireFrame behind = stage.echo(10);
    long sent = System.nanoTime();
    probe.send(before, first, second, third, behind);
    long ready = probe.expect(before.reply());
    long ahead = millisBetween(ready, probe.expect(first.reply()));
    probe.require(
        ahead >= millis / 4,
        "the reply to the ECHO %d ms before the reply to the DELAY behind it".formatted(millis),
        "only %d ms before".formatted(ahead),
        "The server kept a reply that was ready while the DELAY behind it waited: flush before"
            + " every wait.");
    probe.expect(second.reply());
    long took = millisBetween(sent, probe.expect(third.reply()));
    requireInTime(
        probe,
        3 * millis,
        took,
        "DELAYs of one connection ran at the same time: each begins with the reply before it.");
    probe.expect(behind.reply());
  }

  /** A DELAY, and behind it more than a server reads ahead. */
  @Scenario(
      id = "F22",
      title = "what comes during a DELAY is answered, however much",
      rules = {"R1.1"})
  default void f22_much_behind_a_delay(Stage stage) {
    RunningServer server = stage.server();
    Probe probe = stage.connect(server);
    WireFrame delay = stage.delay(200, 10);
    List<WireFrame> behind = Collections.nCopies(32, stage.echo(32_768));
    probe.send(delay);
    try {
      stage.together(
          () -> behind.forEach(echo -> probe.pump(echo.bytes())),
          () -> {
            probe.expect(delay.reply());
            behind.forEach(echo -> probe.expect(echo.reply()));
          });
    } catch (Mismatch mute) {
      throw mute.because(
          "Reading stopped while the DELAY waited, and did not begin again: who sends much behind a"
              + " DELAY is read no more.");
    }
  }

  private static void requireInTime(Probe probe, long millis, long took, String ifEarly) {
    probe.require(
        took >= millis - 1 && took <= millis + 1000,
        "a reply %d to %d ms after the request".formatted(millis - 1, millis + 1000),
        "one after %d ms".formatted(took),
        took < millis ? ifEarly : "");
  }
}
