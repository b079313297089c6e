// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.stage;

import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.tls.Credentials;
import dev.parley.conformance.wire.Link;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.ProbeListener;
import dev.parley.conformance.wire.StreamRelay;
import dev.parley.conformance.wire.TcpLink;
import dev.parley.conformance.wire.Transcript;
import dev.parley.conformance.wire.Watchdog;
import dev.parley.protocol.Endpoint;
import dev.parley.protocol.Transport;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whatever a scenario has opened and started, so that nothing of it is left in the end. */
final class Props {

  private static final String NOBODY_LISTENS =
      "Nobody listens there: the server has ended, or has closed its listening socket, or listens on"
          + " another port than its LISTENING line tells.";

  private final Duration patience;
  private final Datagrams datagrams;
  private final @Nullable TlsStage tls;
  private final Watchdog watchdog = new Watchdog();
  private final List<RunningServer> servers = new CopyOnWriteArrayList<>();
  private final List<Probe> probes = new CopyOnWriteArrayList<>();
  private final List<ProbeListener> listeners = new CopyOnWriteArrayList<>();
  private final List<StreamRelay> relays = new CopyOnWriteArrayList<>();

  Props(Settings settings, Transport transport) {
    this.patience = settings.patience();
    this.datagrams = new Datagrams(settings);
    this.tls = transport == Transport.TLS ? new TlsStage(patience, this::keep, this::listen) : null;
  }

  <S extends RunningServer> S keep(S server) {
    servers.add(server);
    return server;
  }

  StreamRelay keep(StreamRelay relay) {
    relays.add(relay);
    return relay;
  }

  Probe connect(InetSocketAddress address, int receiveBuffer) {
    if (tls != null) {
      return tls.connect(address, receiveBuffer);
    }
    return keep(connectPlain(address, receiveBuffer, patience));
  }

  static TcpLink connectPlain(InetSocketAddress address, int receiveBuffer, Duration patience) {
    try {
      return TcpLink.connect(address, receiveBuffer, patience);
    } catch (ConnectException e) {
      throw noConnection(address, e).because(NOBODY_LISTENS);
    } catch (IOException e) {
      throw noConnection(address, e);
    }
  }

  private static Mismatch noConnection(InetSocketAddress address, IOException why) {
    return new Mismatch(
        "a connection to " + Endpoint.text(address), String.valueOf(why.getMessage()));
  }

  private Probe keep(Link link) {
    var probe = new Probe(link, patience, watchdog);
    probes.add(probe);
    return probe;
  }

  ProbeListener listen() {
    return listen(tls == null ? UnaryOperator.identity() : tls.serverLayer(Credentials.LOCALHOST));
  }

  private ProbeListener listen(UnaryOperator<Link> layer) {
    var listener = new ProbeListener(patience, watchdog, layer);
    listeners.add(listener);
    return listener;
  }

  Datagrams datagrams() {
    return datagrams;
  }

  TlsStage tls() {
    return Objects.requireNonNull(tls, "only a scenario about TLS asks for it");
  }

  List<RunningServer> servers() {
    return servers;
  }

  List<Transcript> transcriptsBeside(Transcript one) {
    return Stream.concat(probes.stream().map(Probe::transcript), datagrams.transcripts().stream())
        .filter(t -> t != one)
        .toList();
  }

  void closeProbes() {
    probes.forEach(Probe::close);
    listeners.forEach(ProbeListener::close);
    relays.forEach(StreamRelay::close);
    datagrams.close();
  }

  void stopServers() {
    servers.forEach(RunningServer::stop);
  }

  /** Closes everything, whatever happened. */
  void clear() {
    closeProbes();
    watchdog.close();
    for (RunningServer server : servers) {
      try {
        server.stop();
      } catch (Mismatch alreadyJudged) {
        // The scenario has failed for another reason, which is the one to tell.
      }
    }
  }
}
