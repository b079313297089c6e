// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.life;

import static dev.parley.conformance.life.Frames.HEADER;
import static dev.parley.conformance.life.Frames.error;
import static dev.parley.conformance.life.Frames.frame;

import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** One connection of the fixture, on a thread of its own: its requests and its end. */
final class LifeConnection {

  private static final int MOST_DISCARDED = 512 * 1024;
  private static final Duration LINGER = Duration.ofMillis(700);

  private final LifeSocket socket;
  private final ServerOptions options;
  private final LifeFault fault;
  private final LifeServer server;
  private final Admission admission;
  private ByteBuffer in = ByteBuffer.allocate(65_536);
  private boolean refused;
  private boolean slotFreed;

  LifeConnection(
      SocketChannel channel,
      ServerOptions options,
      LifeFault fault,
      LifeServer server,
      Admission admission)
      throws IOException {
    this.socket = new LifeSocket(channel, options, fault, server);
    this.options = options;
    this.fault = fault;
    this.server = server;
    this.admission = admission;
  }

  void serve() throws IOException {
    while (true) {
      in = in.hasRemaining() ? in : ByteBuffer.allocate(4 * in.capacity()).put(in.flip());
      int count = socket.read(in);
      if (count <= 0) {
        end(count);
        return;
      }
      if (!answerAll()) {
        return;
      }
    }
  }

  private void end(int why) throws IOException {
    switch (why) {
      case LifeSocket.TIMED_OUT -> timeOut();
      case LifeSocket.STOPPED -> stop();
      default -> endWithClient();
    }
  }

  private void stop() throws IOException {
    if (fault == LifeFault.STOP_SENDS_ERROR) {
      socket.write(error(6, 0, "stopping"));
    }
    endInOrder();
  }

  void refuse() throws IOException {
    refused = true;
    socket.write(error(5, 0, "busy"));
    if (fault != LifeFault.BUSY_WITHOUT_END) {
      endInOrder();
    }
  }

  void close() throws IOException {
    socket.close();
  }

  private void timeOut() throws IOException {
    if (fault != LifeFault.IDLE_CUT_WITHOUT_A_WORD) {
      socket.write(error(4, fault == LifeFault.TIMEOUT_HAS_AN_ID ? 7 : 0, "timeout"));
    }
    if (fault != LifeFault.CLOSES_BEHIND_TIMEOUT) {
      endInOrder();
    }
  }

  // ---- requests

  /** Returns whether the connection goes on. */
  private boolean answerAll() throws IOException {
    in.flip();
    while (in.remaining() >= HEADER) {
      int start = in.position();
      long length = Integer.toUnsignedLong(in.getInt(start));
      int type = Byte.toUnsignedInt(in.get(start + 4));
      int id = in.getInt(start + 5);
      if (length > options.maximumPayload()) {
        socket.write(error(1, id, "too large"));
        in.position(start + HEADER);
        if (fault != LifeFault.PARSES_BEHIND_ERROR || in.remaining() < HEADER) {
          endInOrder();
          return false;
        }
        continue;
      }
      if (in.remaining() < HEADER + length) {
        break;
      }
      byte[] payload = new byte[(int) length];
      in.get(start + HEADER, payload);
      in.position(start + HEADER + (int) length);
      if (type == 2) {
        sleep(ByteBuffer.wrap(payload).getInt());
      }
      socket.write(type > 2 ? error(2, id, "unknown") : frame(type | 0x80, id, payload));
    }
    in.compact();
    return true;
  }

  private void sleep(int millis) throws IOException {
    socket.delayed();
    long until = System.nanoTime() + Duration.ofMillis(millis).toNanos();
    while (System.nanoTime() < until) {
      if (fault == LifeFault.STOP_DROPS_OWED && server.stopping()) {
        throw new IOException("stopping");
      }
      if (fault == LifeFault.STOP_WAKES_DELAY && server.stopping()) {
        return;
      }
      if (fault == LifeFault.CLOSES_AT_CLIENTS_END && socket.tryRead(ByteBuffer.allocate(1)) < 0) {
        throw new IOException("gone");
      }
      socket.await(0);
    }
  }

  // ---- ends

  /** Asked by the thread that served the connection. */
  boolean hasFreedSlot() {
    return slotFreed;
  }

  private void endWithClient() throws IOException {
    if (fault == LifeFault.ANSWERS_PARTIAL_FRAME && in.position() >= HEADER) {
      socket.write(frame(0x81, in.getInt(5), new byte[in.getInt(0)]));
    }
    socket.end();
  }

  private void endInOrder() throws IOException {
    if (fault == LifeFault.CLOSES_BEHIND_ERROR) {
      return;
    }
    socket.end();
    if (fault == LifeFault.FREES_SLOT_EARLY && !refused) {
      slotFreed = true;
      admission.freeSlot();
    }
    ByteBuffer junk = ByteBuffer.allocate(8192);
    long since = System.nanoTime();
    int sum = 0;
    while (fault == LifeFault.DISCARDS_FOR_EVER || lingers(since, sum)) {
      int count = socket.tryRead(junk.clear());
      if (count < 0) {
        return;
      }
      sum += count;
      if (count == 0) {
        socket.await(SelectionKey.OP_READ);
      }
    }
  }

  private boolean lingers(long since, int discarded) {
    boolean few = discarded < MOST_DISCARDED || fault == LifeFault.DISCARDS_ANY_NUMBER_OF_BYTES;
    return few && System.nanoTime() - since < LINGER.toNanos();
  }
}
