// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static dev.parley.conformance.scenario.Timing.millisBetween;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.wire.DatagramProbe;
import dev.parley.conformance.wire.WireFrame;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** DELAYs in datagrams wait side by side, and not without limit: rule R15.1. */
public interface DatagramDelayScenarios extends Conformance {

  /** DELAYs, the longest first, and an ECHO behind them. */
  @Scenario(
      id = "D08",
      title = "DELAYs in datagrams wait side by side",
      rules = {"R0.3", "R15.1"})
  default void d08_side_by_side(Stage stage) throws Exception {
    RunningServer server = stage.server();
    Punctual.play(() -> {
      DatagramProbe probe = stage.datagrams().open(server);
      probe.ask(stage.delay(0, 0));
      Map<WireFrame, Long> due = new HashMap<>();
      long sent = System.nanoTime();
      // One after the other they would take so long that the last is late by more than a second.
      for (long millis = 500; millis >= 250; millis -= 50) {
        WireFrame delay = stage.delay(millis, (int) millis);
        probe.send(delay);
        due.put(delay.reply(), millis);
      }
      WireFrame echo = stage.echo(10);
      probe.send(echo);
      due.put(echo.reply(), 0L);
      while (!due.isEmpty()) {
        WireFrame reply = probe.expectAnyOf(due.keySet());
        long millis = due.getOrDefault(reply, 0L);
        due.remove(reply);
        requireInTime(probe, millis, millisBetween(sent, System.nanoTime()));
        requireFirst(probe, echo, due.containsKey(echo.reply()));
      }
    });
  }

  private static void requireFirst(DatagramProbe probe, WireFrame echo, boolean waits) {
    probe.require(
        !waits,
        "the reply to the ECHO before that to any DELAY: " + echo.reply(),
        "the reply to a DELAY",
        "A DELAY was waited for in the thread that receives.");
  }

  private static void requireNext(DatagramProbe probe, WireFrame request, long sent, long millis) {
    requireInTime(probe, millis, millisBetween(sent, probe.expect(request.reply())));
  }

  private static void requireInTime(DatagramProbe probe, long millis, long took) {
    probe.require(
        took >= millis - 1 && took <= millis + 1000,
        "a reply %d to %d ms after the request".formatted(Math.max(0, millis - 1), millis + 1000),
        "one after %d ms".formatted(took),
        took < millis
            ? "The server did not wait for the time that it was told."
            : "DELAYs are waited for one after the other.");
  }

  /** The longest DELAY that a server takes, and one that is longer by a millisecond. */
  @Scenario(
      id = "D09",
      title = "the maximum delay in a datagram, and more",
      rules = {"R1.3", "R14.2"})
  default void d09_maximum_delay(Stage stage) throws Exception {
    RunningServer server = stage.server(options -> options.maximumDelay(Duration.ofMillis(150)));
    long maximum = server.options().maximumDelay().toMillis();
    stage.requireApplicable(maximum <= 2000, "its maximum delay is too long to wait for");
    Punctual.play(() -> {
      DatagramProbe probe = stage.datagrams().open(server);
      WireFrame longest = stage.delay(maximum, 10);
      long sent = System.nanoTime();
      probe.send(longest);
      requireNext(probe, longest, sent, maximum);
      WireFrame longer = WireFrame.delay(100, maximum + 1, new byte[10]);
      probe.expectIgnored(longer.bytes(), stage.echo(10));
      probe.expectQuiet(Duration.ofMillis(maximum).plus(Timing.QUIET));
    });
  }

  /** More DELAYs than may wait, by their number on one server and by their bytes on another. */
  @Scenario(
      id = "D10",
      title = "a flood of DELAYs",
      rules = {"R15.1"})
  default void d10_flood(Stage stage) {
    RunningServer many = stage.server();
    RunningServer large = stage.target().starts() ? stage.server() : many;
    stage.together(
        () -> Punctual.play(() -> new DelayFlood(stage, many, 1_300, 0).requireBounded()),
        () -> Punctual.play(() -> new DelayFlood(stage, large, 900, 24_000).requireBounded()));
  }
}
