// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.life;

import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** One connection's socket, with a selector only to wait, and its clocks with their mistakes. */
final class LifeSocket {

  /** What {@link #read} returns when a clock has run out. */
  static final int TIMED_OUT = -2;

  /** What {@link #read} returns when the server stops. */
  static final int STOPPED = -3;

  private static final int CHUNK = 16 * 1024;

  /** How often a waiting connection looks at what other threads want of it. */
  private static final long LOOK_MILLIS = 5;

  private final LifeServer server;
  private final ServerOptions options;
  private final LifeFault fault;
  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final long accepted = System.nanoTime();
  private long clockSince = accepted;
  private long lastInput = accepted;
  private boolean delayed;
  private boolean stopMissed;

  LifeSocket(SocketChannel channel, ServerOptions options, LifeFault fault, LifeServer server)
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

  // ---- reading

  /** Reads; blocks until something comes, or the end, or a clock has run out. */
  int read(ByteBuffer in) throws IOException {
    int before = in.position();
    while (true) {
      int count = channel.read(in);
      if (count > 0) {
        lastInput = System.nanoTime();
        if (before == 0 && fault != LifeFault.FRAME_CLOCK_FROM_LAST_REPLY) {
          clockSince = lastInput;
        }
      }
      if (count != 0) {
        return count;
      }
      if (server.stopping() && !stopMissed && fault != LifeFault.STOP_WAITS_FOR_EVER) {
        return STOPPED;
      }
      boolean partial = in.position() > 0;
      if (expired(readClock(partial), clockStart()) || (partial && isIdleInMidFrame())) {
        return TIMED_OUT;
      }
      await(SelectionKey.OP_READ);
    }
  }

  /** Reads what is there; 0 if there is nothing. */
  int tryRead(ByteBuffer in) throws IOException {
    return channel.read(in);
  }

  private boolean isIdleInMidFrame() {
    return fault == LifeFault.IDLE_CLOCK_IN_MID_FRAME && expired(options.idleTimeout(), lastInput);
  }

  private Duration readClock(boolean inMidFrame) {
    boolean partial = inMidFrame && fault != LifeFault.PARTIAL_FRAME_IS_IDLE;
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

  // ---- writing

  /** Writes all of it; blocks until the client takes it. */
  void write(ByteBuffer bytes) throws IOException {
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

  void end() throws IOException {
    channel.shutdownOutput();
  }

  void close() throws IOException {
    selector.close();
    channel.close();
  }

  // ---- waiting

  /** From now on the connection is one that has had a DELAY. */
  void delayed() {
    delayed = true;
  }

  /** Waits a moment for an operation, or for none. */
  void await(int operation) throws IOException {
    server.requireNotCut();
    key.interestOps(operation);
    selector.select(LOOK_MILLIS);
    selector.selectedKeys().clear();
  }
}
