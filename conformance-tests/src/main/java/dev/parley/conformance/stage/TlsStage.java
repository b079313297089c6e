// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.stage;

import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.tls.Credentials;
import dev.parley.conformance.tls.Engines;
import dev.parley.conformance.wire.Link;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.ProbeListener;
import dev.parley.conformance.wire.RecutLink;
import dev.parley.conformance.wire.TcpLink;
import dev.parley.conformance.wire.TlsLink;
import dev.parley.protocol.TlsFiles;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLEngine;

/** The part of the stage for TLS: clients that do what a plain probe cannot. */
public final class TlsStage {

  private static final String USUAL = Engines.VERSIONS.getFirst();

  private final Duration patience;
  private final Function<Link, Probe> keep;
  private final Function<UnaryOperator<Link>, ProbeListener> listen;
  private final Engines engines = Engines.with(null);

  TlsStage(
      Duration patience,
      Function<Link, Probe> keep,
      Function<UnaryOperator<Link>, ProbeListener> listen) {
    this.patience = patience;
    this.keep = keep;
    this.listen = listen;
  }

  /**
   * A client that spoke, or tried to speak, TLS.
   *
   * @param probe what it says and hears inside
   * @param link the TLS itself
   * @param pieces what carries the records
   */
  public record Client(Probe probe, TlsLink link, RecutLink pieces) {}

  /** Connects as every client does whom nothing more is known of. */
  Probe connect(InetSocketAddress address, int receiveBuffer) {
    SSLEngine engine = engines.client(address, USUAL);
    return keep.apply(TlsLink.open(tcp(address, receiveBuffer), engine, patience));
  }

  /** Connects a client that speaks one version only. */
  public Client connect(RunningServer server, String version) {
    return connect(server, engines.client(server.address(), version));
  }

  /** Connects a client with an engine of its own. */
  public Client connect(RunningServer server, SSLEngine engine) {
    return connect(server, engine, Integer.MAX_VALUE);
  }

  /** Connects a client whose records travel in pieces of {@code size} bytes at most. */
  public Client connect(RunningServer server, SSLEngine engine, int size) {
    var pieces = new RecutLink(tcp(server.address(), 0), size);
    TlsLink link = TlsLink.open(pieces, engine, patience);
    return new Client(keep.apply(link), link, pieces);
  }

  /** Connects a client that does not speak TLS. */
  public Probe connectWithoutTls(RunningServer server) {
    return keep.apply(tcp(server.address(), 0));
  }

  /** Returns what makes engines whose sessions are resumed from one connection to the next. */
  public Engines engines() {
    return engines;
  }

  /** Returns what makes engines with a session cache of their own: the first handshake is full. */
  public static Engines fresh() {
    return Engines.with(null);
  }

  /** Returns what makes the engines of a client that shows a certificate. */
  public static Engines as(Credentials client) {
    return Engines.with(client);
  }

  /** Returns a server's files: the suite's certificate, and whom it lets in. */
  public TlsFiles lettingIn(Credentials clients) {
    return new TlsFiles(
        Credentials.LOCALHOST.certificate(), Credentials.LOCALHOST.key(), clients.certificate());
  }

  /** Returns a client's files: whom it trusts. */
  public static TlsFiles trusting(Credentials authority) {
    return new TlsFiles(null, null, authority.certificate());
  }

  /** Listens on a free port of the loopback address, and shows these credentials there. */
  public ProbeListener listen(Credentials shown) {
    return listen.apply(serverLayer(shown));
  }

  /** Returns what a client under test meets where the suite plays the server. */
  UnaryOperator<Link> serverLayer(Credentials shown) {
    Engines server = Engines.with(shown);
    return link -> TlsLink.open(link, server.server(), patience);
  }

  private TcpLink tcp(InetSocketAddress address, int receiveBuffer) {
    return Props.connectPlain(address, receiveBuffer, patience);
  }
}
