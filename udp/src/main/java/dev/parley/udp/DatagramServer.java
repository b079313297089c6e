// SPDX-License-Identifier: Apache-2.0

package dev.parley.udp;

import dev.parley.protocol.Endpoint;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Transport;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Serves all clients with one socket on one thread. There are no connections, and so neither a
 * limit of them nor a clock: each datagram stands for itself.
 */
final class DatagramServer implements Server {

  /** How long a loop that was cut may take to be gone. */
  private static final Duration CUT_TIME = Duration.ofMillis(500);

  private final ServerOptions options;
  private final ServerListener listener;
  private volatile @Nullable InetSocketAddress address;
  private @Nullable DatagramLoop loop;
  private boolean closed;

  /** Makes a server that is not started. */
  DatagramServer(ServerOptions options, ServerListener listener) {
    this.options = options;
    this.listener = listener;
  }

  @Override
  public synchronized void start() throws IOException {
    if (address != null || closed) {
      throw new IllegalStateException("a server starts once");
    }
    DatagramChannel channel = bind();
    try {
      InetSocketAddress bound = (InetSocketAddress) channel.getLocalAddress();
      loop = DatagramLoop.start(channel, options, listener);
      address = bound;
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  private DatagramChannel bind() throws IOException {
    DatagramChannel channel = open();
    try {
      // Without SO_REUSEADDR, whatever the options say: no TIME_WAIT keeps a port of UDP, and the
      // option would let a second server take the first one's datagrams (rule R11.2).
      // Room for a burst: a datagram that finds none is lost, and nobody hears of it.
      channel.setOption(StandardSocketOptions.SO_RCVBUF, options.receiveBufferFor(Transport.UDP));
      if (options.sendBuffer() > 0) {
        channel.setOption(StandardSocketOptions.SO_SNDBUF, options.sendBuffer());
      }
      return channel.bind(options.address());
    } catch (IOException | UnresolvedAddressException e) {
      channel.close();
      throw Endpoint.cannotBind(options.address(), e);
    }
  }

  /** A socket of IPv6 takes IPv4 too, but makes more work and garbage of each datagram. */
  private DatagramChannel open() throws IOException {
    try {
      return DatagramChannel.open(
          options.address().getAddress() instanceof Inet4Address
              ? StandardProtocolFamily.INET
              : StandardProtocolFamily.INET6);
    } catch (UnsupportedOperationException e) {
      throw Endpoint.cannotBind(options.address(), e);
    }
  }

  @Override
  public InetSocketAddress address() {
    InetSocketAddress bound = address;
    if (bound == null) {
      throw new IllegalStateException("the server is not started");
    }
    return bound;
  }

  /** Receiving ends at once, the port is released when the DELAYs are answered (rule R17.1). */
  @Override
  public void close() {
    DatagramLoop running = claim();
    if (running != null) {
      if (!options.drainTimeout().isZero()) {
        running.stop();
        awaitEnd(running, options.drainTimeout());
      }
      running.cut();
      awaitEnd(running, CUT_TIME);
    }
  }

  private synchronized @Nullable DatagramLoop claim() {
    closed = true;
    return loop;
  }

  private static void awaitEnd(DatagramLoop loop, Duration limit) {
    try {
      loop.awaitEnd(limit); // blocks
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
