// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.Probe;
import dev.parley.protocol.Endpoint;
import java.net.InetSocketAddress;

/** Starting and binding: section 11. */
public interface LifecycleScenarios extends Conformance {

  /** Any port, told when the server is ready; and nobody there when it has stopped. */
  @Scenario(
      id = "L01",
      title = "start and stop",
      rules = {"R11.1", "R12.1", "R12.3"})
  default void l01_start_and_stop(Stage stage) {
    stage.requireStarts();
    RunningServer server = stage.server(o -> o.maximumConnections(StopScenarios.FEW));
    InetSocketAddress address = server.address();
    stage.require(address.getPort() > 0, "the real number of a free port", "0");
    try (Probe probe = stage.connect(server)) {
      probe.ask(stage.echo(10));
    }
    server.stop();
    stage.require(
        Ports.refuses(address),
        "a refused connection when the server has stopped",
        "somebody who listens at " + Endpoint.text(address));
  }

  /** A server that ends its connections itself, and so has them in TIME_WAIT when it comes back. */
  @Scenario(
      id = "L02",
      title = "restart on the same port",
      rules = {"R11.3", "R12.5"})
  default void l02_restart(Stage stage) {
    stage.requireStarts();
    InetSocketAddress address = Ports.free();
    // In a process of its own a start takes its time.
    int restarts = stage.target().style().isPresent() ? 10 : 3;
    for (int i = 0; i <= restarts; i++) {
      RunningServer server = startAgain(stage, address, i);
      Probe probe = stage.connect(server);
      probe.ask(stage.echo(10));
      stage.together(
          server::stop,
          () -> {
            probe.expectEnd();
            probe.close();
          });
    }
  }

  private static RunningServer startAgain(Stage stage, InetSocketAddress address, int restart) {
    try {
      return stage.server(o -> o.address(address).maximumConnections(StopScenarios.FEW));
    } catch (Mismatch failure) {
      throw restart == 0
          ? failure
          : failure.because(
              "The server before has ended its connections, which are now in TIME_WAIT: the"
                  + " listening socket needs SO_REUSEADDR, set before it is bound. Or the server"
                  + " before has not released its port.");
    }
  }

  /** Two servers and one port: the second has to wait for the end of the first. */
  @Scenario(
      id = "L03",
      title = "a port that is taken",
      rules = {"R11.2"})
  default void l03_port_taken(Stage stage) {
    stage.requireStarts();
    InetSocketAddress address = Ports.free();
    RunningServer first =
        stage.server(o -> o.address(address).maximumConnections(StopScenarios.FEW));
    Probe early = stage.connect(first);
    early.ask(stage.echo(10));
    TakenPort.requireNamed(stage, address, requireStartFails(stage, address));
    for (int i = 0; i < 20; i++) {
      early.ask(stage.echo(10));
    }
    early.close();
    stage.requireServed(first);
    first.stop();
    stage.requireServed(
        stage.server(o -> o.address(address).maximumConnections(StopScenarios.FEW)));
  }

  private static String requireStartFails(Stage stage, InetSocketAddress address) {
    try {
      return stage.requireStartFails(o -> o.address(address).maximumConnections(StopScenarios.FEW));
    } catch (Mismatch started) {
      throw TakenPort.because(
          started,
          address,
          "Two servers share a port: SO_REUSEPORT, or the start is reported before the port is"
              + " bound.");
    }
  }

  /** A server bound to the wildcard address of IPv6, and a client of each family. */
  @Scenario(
      id = "L06",
      title = "one server for IPv6 and IPv4",
      rules = {"R11.5"})
  default void l06_dual_stack(Stage stage) {
    stage.requireStarts();
    for (String loopback : new String[] {"::1", "127.0.0.1"}) {
      stage.requireApplicable(
          Ports.canBind(Ports.address(loopback, 0)), "this system has no address " + loopback);
    }
    RunningServer server =
        stage.server(o -> o.address(Ports.address("::", 0)).maximumConnections(StopScenarios.FEW));
    for (String loopback : new String[] {"::1", "127.0.0.1"}) {
      try (Probe probe = stage.connect(Ports.address(loopback, server.address().getPort()))) {
        probe.ask(stage.echo(10));
      }
    }
    // Here, since nobody can be served at the address that it tells.
    server.stop();
  }
}
