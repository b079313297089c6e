// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.life;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** One connection of the fixture, on a thread of its own, with a selector only to wait. */
final class LifeConnection {

  private static final int HEADER = 9;
  private static final int CHUNK = 16 * 1024;
  private static final int MOST_DISCARDED = 512 * 1024;
  private static final Duration LINGER = Duration.ofMillis(700);

  /** How often a waiting connection looks at what other threads want of it. */
  private static final long LOOK_MILLIS = 5;

  private static final int TIMED_OUT = -2;
  private static final int STOPPED = -3;

  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final ServerOptions options;
  private final LifeFault fault;
  private final LifeServer server;
  private final long accepted = System.nanoTime();
  private ByteBuffer in = ByteBuffer.allocate(65_536);
  private long clockSince = accepted;
  private boolean refused;
  private boolean slotFreed;
  private boolean delayed;
  private boolean stopMissed;
  private long lastInput = accepted;

  LifeConnection(SocketChannel channel, ServerOptions options, LifeFault fault, LifeServer server)
      throws IOException {
    this.channel = channel;
    this.options = options;
    this.fault = fault;
    this.server = server;
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    if (options.sendBuffer() > 0) {
      channel.setOption(StandardSocketOptions.SO_SNDBUF, options.sendBuffer());
    }
    selector = Selector.open();
    key = channel.register(selector, 0);
  }

  void serve() throws IOException {
    while (true) {
      int before = in.position();
      int count = read();
      if (count == TIMED_OUT) {
        timeOut();
        return;
      }
      if (count == STOPPED) {
        if (fault == LifeFault.STOP_SENDS_ERROR) {
          write(error(6, 0, "stopping"));
        }
        endInOrder();
        return;
      }
      if (count < 0) {
        endWithClient();
        return;
      }
      lastInput = System.nanoTime();
      if (before == 0 && fault != LifeFault.FRAME_CLOCK_FROM_LAST_REPLY) {
        clockSince = lastInput;
      }
      if (!answerAll()) {
        return;
      }
    }
  }

  void refuse() throws IOException {
    refused = true;
    write(error(5, 0, "busy"));
    if (fault != LifeFault.BUSY_WITHOUT_END) {
      endInOrder();
    }
  }

  void close() throws IOException {
    selector.close();
    channel.close();
  }

  // ---- clocks

  private int read() throws IOException {
    in = in.hasRemaining() ? in : ByteBuffer.allocate(4 * in.capacity()).put(in.flip());
    while (true) {
      int count = channel.read(in);
      if (count != 0) {
        return count;
      }
      if (server.stopping() && !stopMissed && fault != LifeFault.STOP_WAITS_FOR_EVER) {
        return STOPPED;
      }
      if (expired(readClock(), clockStart()) || isIdleInMidFrame()) {
        return TIMED_OUT;
      }
      await(SelectionKey.OP_READ);
    }
  }

  private boolean isIdleInMidFrame() {
    return fault == LifeFault.IDLE_CLOCK_IN_MID_FRAME
        && in.position() > 0
        && expired(options.idleTimeout(), lastInput);
  }

  private Duration readClock() {
    boolean partial = in.position() > 0 && fault != LifeFault.PARTIAL_FRAME_IS_IDLE;
    if (!partial && fault == LifeFault.NO_IDLE_CLOCK) {
      return Duration.ZERO;
    }
    return partial ? options.frameTimeout() : options.idleTimeout();
  }

  private long clockStart() {
    return switch (fault) {
      case IDLE_CLOCK_FROM_ACCEPT -> accepted;
      case IDLE_CLOCK_FROM_INPUT -> lastInput;
      case TIMEOUT_FOR_EACH_READ -> Math.max(lastInput, clockSince);
      default -> clockSince;
    };
  }

  private boolean expired(Duration clock, long since) {
    boolean runs = clock.isPositive() || fault == LifeFault.ZERO_IS_AT_ONCE;
    return runs && System.nanoTime() - since >= clock.toNanos();
  }

  private void timeOut() throws IOException {
    if (fault != LifeFault.IDLE_CUT_WITHOUT_A_WORD) {
      write(error(4, fault == LifeFault.TIMEOUT_HAS_AN_ID ? 7 : 0, "timeout"));
    }
    if (fault != LifeFault.CLOSES_BEHIND_TIMEOUT) {
      endInOrder();
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    long since = System.nanoTime();
    while (bytes.hasRemaining()) {
      ByteBuffer chunk = bytes.slice(bytes.position(), Math.min(CHUNK, bytes.remaining()));
      int count = channel.write(chunk);
      bytes.position(bytes.position() + count);
      if (count > 0 && fault != LifeFault.WRITE_CLOCK_FOR_EACH_REPLY) {
        since = System.nanoTime();
      }
      if (count == 0) {
        if (expired(writeClock(), since)) {
          channel.setOption(StandardSocketOptions.SO_LINGER, 0);
          throw new IOException("the client does not read");
        }
        stopMissed = fault == LifeFault.STOP_NOT_SEEN_WHILE_WRITING && server.stopping();
        await(SelectionKey.OP_WRITE);
      }
    }
    clockSince = System.nanoTime();
  }

  private Duration writeClock() {
    return switch (fault) {
      case NO_WRITE_CLOCK -> Duration.ZERO;
      case NO_WRITE_CLOCK_AFTER_DELAY -> delayed ? Duration.ZERO : options.writeTimeout();
      case WRITE_CLOCK_TOO_EARLY -> options.writeTimeout().dividedBy(100);
      default -> options.writeTimeout();
    };
  }

  private void await(int operation) throws IOException {
    server.requireNotCut();
    key.interestOps(operation);
    selector.select(LOOK_MILLIS);
    selector.selectedKeys().clear();
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
        write(error(1, id, "too large"));
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
      write(type > 2 ? error(2, id, "unknown") : frame(type | 0x80, id, payload));
    }
    in.compact();
    return true;
  }

  private void sleep(int millis) throws IOException {
    delayed = true;
    long until = System.nanoTime() + Duration.ofMillis(millis).toNanos();
    while (System.nanoTime() < until) {
      if (fault == LifeFault.STOP_DROPS_OWED && server.stopping()) {
        throw new IOException("stopping");
      }
      if (fault == LifeFault.STOP_WAKES_DELAY && server.stopping()) {
        return;
      }
      if (fault == LifeFault.CLOSES_AT_CLIENTS_END && channel.read(ByteBuffer.allocate(1)) < 0) {
        throw new IOException("gone");
      }
      await(0);
    }
  }

  private static ByteBuffer frame(int type, int id, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(HEADER + payload.length);
    return frame.putInt(payload.length).put((byte) type).putInt(id).put(payload).flip();
  }

  private static ByteBuffer error(int code, int id, String reason) {
    byte[] payload = (" " + reason).getBytes(US_ASCII);
    payload[0] = (byte) code;
    return frame(0xFF, id, payload);
  }

  // ---- ends

  /** Asked by the thread that served the connection. */
  boolean hasFreedSlot() {
    return slotFreed;
  }

  private void endWithClient() throws IOException {
    if (fault == LifeFault.ANSWERS_PARTIAL_FRAME && in.position() >= HEADER) {
      write(frame(0x81, in.getInt(5), new byte[in.getInt(0)]));
    }
    channel.shutdownOutput();
  }

  private void endInOrder() throws IOException {
    if (fault == LifeFault.CLOSES_BEHIND_ERROR) {
      return;
    }
    channel.shutdownOutput();
    if (fault == LifeFault.FREES_SLOT_EARLY && !refused) {
      slotFreed = true;
      server.freeSlot();
    }
    ByteBuffer junk = ByteBuffer.allocate(8192);
    long since = System.nanoTime();
    int sum = 0;
    while (fault == LifeFault.DISCARDS_FOR_EVER || lingers(since, sum)) {
      int count = channel.read(junk.clear());
      if (count < 0) {
        return;
      }
      sum += count;
      if (count == 0) {
        await(SelectionKey.OP_READ);
      }
    }
  }

  private boolean lingers(long since, int discarded) {
    boolean few = discarded < MOST_DISCARDED || fault == LifeFault.DISCARDS_ANY_NUMBER_OF_BYTES;
    return few && System.nanoTime() - since < LINGER.toNanos();
  }
}
