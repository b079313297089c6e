// SPDX-License-Identifier: Apache-2.0

package dev.parley.udp;

import dev.parley.protocol.Client;
import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.Endpoint;
import dev.parley.protocol.Frame;
import dev.parley.protocol.FrameDecoder;
import dev.parley.protocol.FrameDecoder.Progress;
import dev.parley.protocol.Request;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A client that sends one request, and sends it again while no reply comes (rule R19.1). One call
 * at a time: a second thread's call waits for the end of the first.
 *
 * <p>The socket is connected, though nothing is sent for that: so the system lets nobody's
 * datagrams in but the peer's, and tells when the peer's port is unreachable.
 */
@SuppressWarnings("ByteBufferBackingArray") // a frame is allocated whole: offset 0
public final class DatagramClient implements Client {

  /** Larger than any datagram. */
  private static final int BUFFER_SIZE = 64 * 1024;

  private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

  private final DatagramSocket socket;
  private final ClientOptions options;
  private final RetransmissionTimer timer;
  private final FrameDecoder decoder;
  private final ByteBuffer received = ByteBuffer.allocate(BUFFER_SIZE);
  private int lastId;

  /** Makes a client of a connected socket. */
  DatagramClient(DatagramSocket socket, ClientOptions options) {
    SecureRandom random = new SecureRandom();
    this.socket = socket;
    this.options = options;
    this.timer = new RetransmissionTimer(random);
    this.decoder = new FrameDecoder(options.maximumPayload());
    // A client before this one may have had the same port, and its late replies come here.
    this.lastId = random.nextInt();
  }

  /**
   * Makes a client of one server. Does not block, and does not find out whether there is a server:
   * the first call does.
   *
   * @throws java.net.ConnectException if the peer cannot be reached; names the peer (rule R18.2)
   */
  public static DatagramClient connect(ClientOptions options) throws IOException {
    if (options.peer().isUnresolved()) {
      throw Endpoint.cannotConnect(options.peer(), "no such host");
    }
    DatagramSocket socket = new DatagramSocket();
    try {
      socket.connect(options.peer());
      refuseSelf(socket);
      return new DatagramClient(socket, options);
    } catch (IOException e) {
      socket.close();
      throw Endpoint.cannotConnect(options.peer(), String.valueOf(e.getMessage()));
    }
  }

  /** The system may choose the very port that is dialled, and nobody else is there (rule R18.6). */
  static void refuseSelf(DatagramSocket socket) throws IOException {
    if (socket.getLocalSocketAddress().equals(socket.getRemoteSocketAddress())) {
      throw new IOException("nobody listens, and the system connected the socket to itself");
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the payload is larger than 65,498 bytes; nothing was sent
   */
  @Override
  public synchronized byte[] echo(byte[] payload) throws IOException {
    return call(Request.echo(++lastId, payload), Duration.ZERO);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the payload is larger than 65,494 bytes; nothing was sent
   */
  @Override
  public synchronized byte[] delay(Duration delay, byte[] payload) throws IOException {
    byte[] reply = call(Request.delay(++lastId, delay, payload), delay);
    return Arrays.copyOfRange(reply, Integer.BYTES, reply.length);
  }

  private byte[] call(Request request, Duration delay) throws IOException {
    ByteBuffer frame = request.frame();
    requireFits(frame);
    try {
      return exchange(request, new DatagramPacket(frame.array(), frame.remaining()), delay);
    } catch (PortUnreachableException e) {
      throw Endpoint.cannotConnect(options.peer(), "its port is unreachable: nobody listens");
    }
  }

  private static void requireFits(ByteBuffer frame) {
    int payload = frame.remaining() - Frame.HEADER_BYTES;
    if (payload > Frame.LARGEST_DATAGRAM_PAYLOAD) {
      throw new IllegalArgumentException(
          "a payload of %d bytes does not fit a datagram: at most %d do"
              .formatted(payload, Frame.LARGEST_DATAGRAM_PAYLOAD));
    }
  }

  private byte[] exchange(Request request, DatagramPacket packet, Duration delay)
      throws IOException {
    Duration timeout = options.replyTimeout();
    Duration limit = timeout.isZero() ? FOR_EVER : timeout.plus(delay);
    long start = System.nanoTime();
    sendFirst(packet);
    byte[] reply = receive(request, firstOf(limit, delay, 0));
    if (reply != null) {
      timer.replied(System.nanoTime() - start - delay.toNanos());
    }
    for (int again = 1; reply == null; again++) {
      Duration left = limit.minusNanos(System.nanoTime() - start);
      if (!left.isPositive()) {
        throw Endpoint.timedOut(options.peer(), "reply", limit);
      }
      socket.send(packet);
      reply = receive(request, firstOf(left, delay, again));
    }
    return reply;
  }

  /** A server waits for the delay each time that it is asked: its reply cannot come before. */
  private long firstOf(Duration left, Duration delay, int retransmissions) {
    return Math.min(left.toNanos(), delay.toNanos() + timer.interval(retransmissions));
  }

  private void sendFirst(DatagramPacket packet) throws IOException {
    try {
      socket.send(packet);
    } catch (PortUnreachableException e) {
      // Late word of an earlier call's datagram, and in its place this one was not sent.
      socket.send(packet);
    }
  }

  /** Returns the reply's payload, or null if none comes in time. */
  private byte @Nullable [] receive(Request request, long nanos) throws IOException {
    long start = System.nanoTime();
    for (long left = nanos; left > 0; left = nanos - (System.nanoTime() - start)) {
      if (receive(left) && isReply(request)) {
        return request.accept(decoder, received);
      }
    }
    return null;
  }

  private boolean receive(long nanos) throws IOException {
    // Rounded up: a timeout must not come early.
    socket.setSoTimeout(Math.clamp(Math.ceilDiv(nanos, 1_000_000), 1, Integer.MAX_VALUE));
    DatagramPacket packet = new DatagramPacket(received.array(), received.capacity());
    try {
      socket.receive(packet); // blocks
    } catch (SocketTimeoutException e) {
      return false;
    }
    received.clear().limit(packet.getLength());
    return true;
  }

  /** What is no frame, or has another id, is late, came twice, or is not from the server at all. */
  private boolean isReply(Request request) {
    return decoder.look(received) == Progress.COMPLETE
        && decoder.end() == received.limit()
        && decoder.id() == request.id();
  }

  @Override
  public void close() {
    socket.close();
  }
}
