// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static dev.parley.conformance.scenario.Timing.millisBetween;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.Trait;
import java.time.Duration;
import java.util.List;

/** A DELAY takes its time, and only its own client's. */
public interface DelayScenarios extends Conformance {

  /** Delays of nothing, of something and of the maximum, each with and without bytes behind. */
  @Scenario(
      id = "F11",
      title = "a DELAY is answered after its time",
      rules = {"R0.3", "R1.3"})
  default void f11_delay(Stage stage) {
    RunningServer server = stage.server(options -> options.maximumDelay(Duration.ofMillis(200)));
    long maximum = server.options().maximumDelay().toMillis();
    Probe probe = stage.connect(server);
    for (long millis : List.of(0L, 0L, 50L, maximum)) {
      WireFrame delay = stage.delay(millis, (int) millis % 100);
      long sent = System.nanoTime();
      probe.send(delay);
      long took = millisBetween(sent, probe.expect(delay.reply()));
      requireInTime(probe, millis, took, "The server did not wait for the time that it was told.");
    }
  }

  /** ECHO, DELAY, DELAY, ECHO in one write. */
  @Scenario(
      id = "F12",
      title = "a DELAY holds back what is behind it, not what is before",
      rules = {"R1.1", "R1.2", "R2.1"})
  default void f12_delay_in_a_row(Stage stage) {
    long millis = 300;
    Probe probe = stage.connect(stage.server());
    WireFrame before = stage.echo(10);
    WireFrame first = stage.delay(millis, 10);
    WireFrame second = stage.delay(millis, 0);
    WireFrame behind = stage.echo(10);
    long sent = System.nanoTime();
    probe.send(before, first, second, behind);
    long ready = probe.expect(before.reply());
    long delayed = probe.expect(first.reply());
    probe.require(
        millisBetween(ready, delayed) >= millis / 2,
        "the reply to the ECHO about %d ms before the reply to the DELAY behind it"
            .formatted(millis),
        "only %d ms before".formatted(millisBetween(ready, delayed)),
        "The server kept a reply that was ready while the DELAY behind it waited: flush before"
            + " every wait.");
    long took = millisBetween(sent, probe.expect(second.reply()));
    requireInTime(
        probe,
        2 * millis,
        took,
        "Two DELAYs of one connection ran at the same time: the second's begins with the first's"
            + " reply.");
    probe.expect(behind.reply());
  }

  /** One client's DELAY, and another client's ECHOs. */
  @Scenario(
      id = "F13",
      title = "a DELAY costs nobody else",
      rules = {"R1.2"},
      needs = Trait.CONCURRENT)
  default void f13_delay_of_another(Stage stage) {
    long millis = 500;
    RunningServer server = stage.server();
    Probe slow = stage.connect(server);
    Probe other = stage.connect(server);
    other.ask(stage.echo(10));
    WireFrame delay = stage.delay(millis, 10);
    long sent = System.nanoTime();
    slow.send(delay);
    for (int i = 0; i < 10; i++) {
      other.ask(stage.echo(10));
    }
    long answered = millisBetween(sent, System.nanoTime());
    other.require(
        answered < millis,
        "ten ECHOs answered while another client's DELAY of %d ms waits".formatted(millis),
        "they took %d ms".formatted(answered),
        "A DELAY was waited for in a thread, or under a lock, that other connections need.");
    slow.expect(delay.reply());
  }

  private static void requireInTime(Probe probe, long millis, long took, String ifEarly) {
    probe.require(
        took >= millis - 1 && took <= millis + 1000,
        "a reply %d to %d ms after the request".formatted(millis - 1, millis + 1000),
        "one after %d ms".formatted(took),
        took < millis ? ifEarly : "");
  }
}
