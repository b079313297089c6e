// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.stage;

import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.wire.DatagramProbe;
import dev.parley.conformance.wire.DatagramReferee;
import dev.parley.conformance.wire.Relay;
import dev.parley.conformance.wire.Transcript;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The part of a stage for datagrams: probes, and relays. Safe for use by several threads. */
public final class Datagrams {

  private final Settings settings;
  private final List<DatagramProbe> probes = new CopyOnWriteArrayList<>();
  private final List<Relay> relays = new CopyOnWriteArrayList<>();

  Datagrams(Settings settings) {
    this.settings = settings;
  }

  /** Opens a probe that asks a server. */
  public DatagramProbe open(RunningServer server) {
    return open(server.address());
  }

  /** Opens a probe that asks whoever is at an address. */
  public DatagramProbe open(InetSocketAddress address) {
    return keep(DatagramProbe.to(address, settings.patience()));
  }

  /** Opens a probe to which a client under test may send. */
  public DatagramProbe listen() {
    return keep(DatagramProbe.atLoopback(settings.patience()));
  }

  /** Opens a relay to a server; what happens to datagrams on the way comes from the run's seed. */
  public Relay relay(RunningServer server) {
    var relay = new Relay(server.address(), settings.seed());
    relays.add(relay);
    return relay;
  }

  /** Opens a relay to a server that loses nothing and shows a referee whatever comes. */
  public Relay relay(RunningServer server, DatagramReferee referee) {
    var relay = new Relay(server.address(), settings.seed(), referee);
    relays.add(relay);
    return relay;
  }

  List<Transcript> transcripts() {
    return probes.stream().map(DatagramProbe::transcript).toList();
  }

  void close() {
    probes.forEach(DatagramProbe::close);
    relays.forEach(Relay::close);
  }

  private DatagramProbe keep(DatagramProbe probe) {
    probes.add(probe);
    return probe;
  }
}
