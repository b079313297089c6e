// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static dev.parley.conformance.scenario.Timing.millisBetween;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.stage.Task;
import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.wire.DatagramProbe;
import dev.parley.conformance.wire.Evidence;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.Endpoint;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Starting, binding and stopping a server of datagrams: sections 11 and 17. */
public interface DatagramLifecycleScenarios extends Conformance {

  /** A DELAY that waits, and an ECHO that comes when the stop has begun. */
  @Scenario(
      id = "D16",
      title = "a stop answers the DELAYs that wait",
      rules = {"R11.1", "R17.1"})
  default void d16_stop_in_order(Stage stage) throws Exception {
    stage.requireStarts();
    Punctual.play(() -> stopsInOrder(stage));
  }

  private static void stopsInOrder(Stage stage) {
    RunningServer server = stage.server();
    DatagramProbe probe = stage.datagrams().open(server);
    InetSocketAddress address = server.address();
    Duration owed = StopScenarios.AT_ONCE.plus(StopScenarios.BEFORE_THE_STOP);
    WireFrame delay = stage.delay(owed.toMillis(), 10);
    probe.send(delay);
    probe.ask(stage.echo(10));
    stage.together(
        server::stop,
        () -> {
          Pause.of(StopScenarios.AT_ONCE);
          probe.send(stage.echo(10));
          expectOwed(probe, delay);
          probe.expectQuiet(Timing.QUIET);
        });
    requireReleased(stage, address);
  }

  private static void expectOwed(DatagramProbe probe, WireFrame delay) {
    try {
      probe.expect(delay.reply());
    } catch (Mismatch other) {
      Evidence evidence = other.evidence();
      throw other.because(
          evidence != null && evidence.silent()
              ? "The loop ended, or its socket was closed, with the DELAYs that waited in it."
              : "A server that stops receives no more: this came in when the stop had begun.");
    }
  }

  /** A DELAY that is not due at the deadline, or at once where that is 0. */
  @Scenario(
      id = "D17",
      title = "a stop drops DELAYs at the drain deadline",
      rules = {"R12.3", "R17.1"})
  default void d17_drain_deadline(Stage stage) {
    stage.requireStarts();
    List<Task> stops = new ArrayList<>();
    for (Duration drain : List.of(Duration.ZERO, Duration.ofMillis(600))) {
      stops.add(() -> stopAtDeadline(stage, drain));
    }
    stage.together(stops);
  }

  private static void stopAtDeadline(Stage stage, Duration drain) {
    RunningServer server = stage.server(o -> o.drainTimeout(drain));
    DatagramProbe probe = stage.datagrams().open(server);
    InetSocketAddress address = server.address();
    probe.send(stage.delay(10_000, 10));
    probe.ask(stage.echo(10));
    long start = System.nanoTime();
    server.stop();
    long took = millisBetween(start, System.nanoTime());
    probe.require(
        took >= drain.toMillis(),
        "a stop that waits %d ms for the reply that is owed".formatted(drain.toMillis()),
        "a stop that took %d ms".formatted(took),
        "");
    probe.expectQuiet(Timing.QUIET);
    requireReleased(stage, address);
  }

  private static void requireReleased(Stage stage, InetSocketAddress address) {
    stage.require(
        Ports.canBindDatagrams(address),
        "a port that is released when the server has stopped",
        Endpoint.text(address) + " still in use");
  }

  /** Servers that come and go; UDP knows no TIME_WAIT, so that nothing keeps the port. */
  @Scenario(
      id = "D18",
      title = "restart on the same port of UDP",
      rules = {"R11.3", "R12.5", "R17.1"})
  default void d18_restart(Stage stage) {
    stage.requireStarts();
    InetSocketAddress address = Ports.free();
    // In a process of its own a start takes its time.
    int restarts = stage.target().style().isPresent() ? 10 : 3;
    DatagramProbe stayed = stage.datagrams().open(address);
    for (int i = 0; i <= restarts; i++) {
      RunningServer server = stage.server(o -> o.address(address));
      stayed.ask(stage.echo(10));
      server.stop();
    }
  }

  /** Two servers and one port: the second has to wait for the end of the first. */
  @Scenario(
      id = "D19",
      title = "a port of UDP that is taken",
      rules = {"R11.2"})
  default void d19_port_taken(Stage stage) {
    stage.requireStarts();
    InetSocketAddress address = Ports.free();
    RunningServer first = stage.server(o -> o.address(address));
    DatagramProbe early = stage.datagrams().open(first);
    early.ask(stage.echo(10));
    TakenPort.requireNamed(stage, address, requireStartFails(stage, address));
    for (int i = 0; i < 20; i++) {
      early.ask(stage.echo(10));
    }
    first.stop();
    stage.requireServed(stage.server(o -> o.address(address)));
  }

  private static String requireStartFails(Stage stage, InetSocketAddress address) {
    try {
      return stage.requireStartFails(o -> o.address(address));
    } catch (Mismatch started) {
      throw TakenPort.because(
          started,
          address,
          "Two servers share a port: with SO_REUSEADDR or SO_REUSEPORT the system lets them, and"
              + " gives all datagrams to one of them. UDP has no TIME_WAIT that would call for"
              + " it.");
    }
  }
}
