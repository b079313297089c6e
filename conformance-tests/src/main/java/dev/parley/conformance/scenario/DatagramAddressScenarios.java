// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.target.ServerProcess;
import dev.parley.conformance.wire.DatagramProbe;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.WireFrame;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;

/** Where datagrams go to and come from, and clients that are there no more. */
public interface DatagramAddressScenarios extends Conformance {

  /** The system tells a server that a client's port is unreachable: nobody's business. */
  @Scenario(
      id = "D11",
      title = "clients that vanish",
      rules = {"R15.1"})
  default void d11_vanished_clients(Stage stage) {
    RunningServer server = stage.server();
    DatagramProbe bystander = stage.datagrams().open(server);
    for (int i = 0; i < 100; i++) {
      try (DatagramProbe gone = stage.datagrams().open(server)) {
        gone.send(stage.delay(5, 10), stage.echo(10));
      }
      requireServed(stage, bystander);
    }
  }

  private static void requireServed(Stage stage, DatagramProbe bystander) {
    try {
      bystander.ask(stage.echo(10));
    } catch (Mismatch unserved) {
      throw unserved.because(
          "When a client's port is gone, the next receive or send may throw an exception that is"
              + " about that client alone (PortUnreachableException for one): the loop must go"
              + " on.");
    }
  }

  /** A server at an address that is not the one that its host would choose. */
  @Scenario(
      id = "D12",
      title = "a reply comes from the bound address",
      rules = {"R16.1"})
  default void d12_bound_address(Stage stage) {
    RunningServer server = at(stage, "127.0.0.2");
    DatagramProbe probe = stage.datagrams().open(server);
    probe.ask(stage.echo(10));
    probe.ask(stage.delay(20, 10));
  }

  /** IPv6 carries datagrams that are longer than any of IPv4; and the wildcard takes both. */
  @Scenario(
      id = "D13",
      title = "datagrams over IPv6",
      rules = {"R11.5", "R14.1", "R16.1"})
  default void d13_ipv6(Stage stage) {
    DatagramProbe probe = stage.datagrams().open(at(stage, "::1"));
    probe.ask(stage.echo(10));
    probe.ask(stage.delay(20, 10));
    byte[] largest = stage.echo(DatagramEchoScenarios.LARGEST_DATAGRAM).bytes();
    requireDropped(stage, probe, Arrays.copyOf(largest, largest.length + 1));
    byte[] larger = new byte[DatagramEchoScenarios.LARGEST_DATAGRAM + 1];
    requireDropped(stage, probe, WireFrame.echo(0x0BAD, larger).bytes());
    RunningServer both = stage.server(o -> o.address(Ports.address("::", 0)));
    for (String loopback : new String[] {"::1", "127.0.0.1"}) {
      InetSocketAddress address = Ports.address(loopback, both.address().getPort());
      stage.datagrams().open(address).ask(stage.echo(10));
    }
    // Here, since nobody can be served at the address that it tells.
    both.stop();
  }

  /** Where the system sends it: that of IPv4 does not. */
  private static void requireDropped(Stage stage, DatagramProbe probe, byte[] datagram) {
    if (!probe.trySend(datagram)) {
      return;
    }
    try {
      probe.ask(stage.echo(10));
      probe.expectQuiet(Timing.QUIET);
    } catch (Mismatch answered) {
      throw answered.because(
          "A payload has 65,498 bytes at most, whatever carries it: over IPv6 that has to be looked"
              + " at, for a datagram has room for more.");
    }
  }

  private static RunningServer at(Stage stage, String host) {
    stage.requireStarts();
    InetSocketAddress address = Ports.address(host, 0);
    stage.requireApplicable(Ports.canBindDatagrams(address), "this system has no address " + host);
    return stage.server(o -> o.address(address));
  }

  /** A server that was asked, has dropped something, and has a DELAY that waits. */
  @Scenario(
      id = "D15",
      title = "a server of datagrams that waits is quiet",
      rules = {"R15.1"},
      slow = true)
  default void d15_quiet(Stage stage) {
    ServerProcess server =
        stage.process(o -> o.drainTimeout(Duration.ZERO), "-XX:TieredStopAtLevel=1");
    DatagramProbe probe = stage.datagrams().open(server);
    probe.ask(stage.echo(10));
    probe.send(stage.delay(Rest.ALL_WINDOWS.toMillis(), 10));
    probe.expectIgnored(new byte[3], stage.echo(10));
    Rest.require(
        server,
        "A loop turns without anything to do: a wait of 0, or a socket that is always ready.");
    probe.ask(stage.echo(10));
  }
}
