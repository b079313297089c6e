// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.datagram;

import dev.parley.protocol.Client;
import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.Endpoint;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/** Sends again at growing intervals, and makes at most one mistake. */
final class DatagramFixtureClient implements Client {

  private static final int HEADER = 9;
  private static final int LARGEST = 65_498;
  private static final Duration FIRST = Duration.ofMillis(60);

  private final DatagramSocket socket;
  private final ClientOptions options;
  private final DatagramClientFault fault;
  private int id = ThreadLocalRandom.current().nextInt();

  private DatagramFixtureClient(
      DatagramSocket socket, ClientOptions options, DatagramClientFault fault) {
    this.socket = socket;
    this.options = options;
    this.fault = fault;
  }

  static DatagramFixtureClient connect(ClientOptions options, DatagramClientFault fault)
      throws IOException {
    var socket = new DatagramSocket();
    if (fault != DatagramClientFault.REFUSED_IS_A_TIMEOUT
        && fault != DatagramClientFault.TAKES_STRANGERS) {
      socket.connect(options.peer());
    }
    return new DatagramFixtureClient(socket, options, fault);
  }

  @Override
  public byte[] echo(byte[] payload) throws IOException {
    return call(1, payload, Duration.ZERO);
  }

  @Override
  public byte[] delay(Duration delay, byte[] payload) throws IOException {
    byte[] behind = new byte[4 + payload.length];
    ByteBuffer.wrap(behind).putInt((int) delay.toMillis()).put(payload);
    byte[] reply = call(2, behind, delay);
    return Arrays.copyOfRange(reply, 4, reply.length);
  }

  private synchronized byte[] call(int type, byte[] payload, Duration delay) throws IOException {
    byte[] body = payload;
    if (payload.length > LARGEST) {
      if (fault != DatagramClientFault.SENDS_WHAT_FITS) {
        throw new IllegalArgumentException("at most 65498 bytes fit a datagram");
      }
      body = Arrays.copyOf(payload, 1_000);
    }
    id++;
    try {
      return exchange(type, body, options.replyTimeout().plus(delay));
    } catch (PortUnreachableException e) {
      throw Endpoint.cannotConnect(options.peer(), "nobody listens");
    }
  }

  private byte[] exchange(int type, byte[] body, Duration limit) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    long wait = fault == DatagramClientFault.NO_RETRANSMISSION ? limit.toNanos() : FIRST.toNanos();
    for (; System.nanoTime() < deadline; wait *= factor()) {
      socket.send(new DatagramPacket(frame(type, body), HEADER + body.length, options.peer()));
      byte[] reply = await(type, Math.min(deadline, System.nanoTime() + wait + jitter(wait)));
      if (reply.length > 0) {
        return Arrays.copyOfRange(reply, HEADER, reply.length);
      }
      if (fault == DatagramClientFault.NEW_ID_EACH_TIME) {
        id++;
      }
      if (fault == DatagramClientFault.TIMEOUT_FOR_EACH_TRY) {
        deadline = System.nanoTime() + limit.toNanos();
      }
    }
    throw fault == DatagramClientFault.TIMEOUT_WITHOUT_NAME
        ? new SocketTimeoutException("too late")
        : Endpoint.timedOut(options.peer(), "reply", limit);
  }

  private int factor() {
    return fault == DatagramClientFault.SAME_INTERVAL ? 1 : 2;
  }

  private static long jitter(long wait) {
    return ThreadLocalRandom.current().nextLong(wait / 4);
  }

  private byte[] frame(int type, byte[] body) {
    ByteBuffer frame = ByteBuffer.allocate(HEADER + body.length).putInt(body.length);
    return frame.put((byte) type).putInt(id).put(body).array();
  }

  /** Returns the reply, or nothing if none comes in time. */
  private byte[] await(int type, long deadline) throws IOException {
    byte[] buffer = new byte[65_536];
    for (long left = deadline - System.nanoTime(); left > 0; left = deadline - System.nanoTime()) {
      var packet = new DatagramPacket(buffer, buffer.length);
      socket.setSoTimeout((int) Math.ceilDiv(left, 1_000_000));
      try {
        socket.receive(packet);
      } catch (SocketTimeoutException e) {
        return new byte[0];
      }
      if (isReply(type, buffer, packet.getLength())) {
        return Arrays.copyOf(buffer, packet.getLength());
      }
    }
    return new byte[0];
  }

  private boolean isReply(int type, byte[] bytes, int size) {
    ByteBuffer reply = ByteBuffer.wrap(bytes);
    return size >= HEADER
        && reply.getInt(0) == size - HEADER
        && reply.get(4) == (byte) (type | 0x80)
        && (reply.getInt(5) == id || fault == DatagramClientFault.TAKES_ANY_ID);
  }

  @Override
  public void close() {
    socket.close();
  }
}
