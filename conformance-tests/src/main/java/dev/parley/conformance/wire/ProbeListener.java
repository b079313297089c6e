// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import dev.parley.conformance.verdict.HarnessFault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A port on which the suite plays the server, for a client under test. */
public final class ProbeListener implements AutoCloseable {

  private final ServerSocket socket;
  private final Duration patience;
  private final Watchdog watchdog;
  private final UnaryOperator<Link> layer;
  private final List<Probe> probes = new CopyOnWriteArrayList<>();

  /**
   * Listens on a free port of the loopback address.
   *
   * @param patience how long to wait for a client, and what its probes wait
   * @param layer what its probes talk through
   */
  public ProbeListener(Duration patience, Watchdog watchdog, UnaryOperator<Link> layer) {
    this.layer = layer;
    this.patience = patience;
    this.watchdog = watchdog;
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new HarnessFault("the suite cannot listen", e);
    }
  }

  /** Returns where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /** Waits for the client to connect, and plays the server on that connection. */
  public Probe accept() {
    return accept(patience);
  }

  /** Does the same, but waits only so long. */
  public Probe accept(Duration limit) {
    try {
      socket.setSoTimeout((int) limit.toMillis());
      var probe = new Probe(layer.apply(new TcpLink(socket.accept())), patience, watchdog);
      probes.add(probe);
      return probe;
    } catch (SocketTimeoutException e) {
      throw new Mismatch("a client that connects", "none within " + limit.toMillis() + " ms");
    } catch (IOException e) {
      throw new HarnessFault("the suite cannot accept a connection", e);
    }
  }

  /** Returns the conversations of all clients that connected. */
  public List<Transcript> transcripts() {
    return probes.stream().map(Probe::transcript).toList();
  }

  @Override
  public void close() {
    probes.forEach(Probe::close);
    try {
      socket.close();
    } catch (IOException e) {
      throw new HarnessFault("the suite cannot close a port", e);
    }
  }
}
