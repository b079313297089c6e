// SPDX-License-Identifier: Apache-2.0

package dev.parley.blocking;

import dev.parley.blocking.Clock.Kind;
import dev.parley.protocol.CloseReason;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.FrameBuffer;
import dev.parley.protocol.FrameEncoder;
import dev.parley.protocol.Responder;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One client's conversation: receive, answer, send, and the orderly end.
 *
 * <p>{@link #run} belongs to one thread, platform or virtual: the owner, which reads, answers and
 * closes the socket. Other threads only look at the clock, end a connection whose owner waits for
 * input, or cut it.
 */
public final class Connection implements Runnable {

  private final SocketAddress peer;
  private final TimedSocket socket;
  private final Layer layer;
  private final long number;
  private final ServerOptions options;
  private final ServerListener listener;
  private final Consumer<Connection> whenClosed;
  private final Clock clock;
  private final FrameBuffer received = new FrameBuffer();
  private final Responder responder;
  private final AtomicReference<CloseReason> reason =
      new AtomicReference<>(CloseReason.PEER_CLOSED);
  private final CountDownLatch endedByOther = new CountDownLatch(1);
  private volatile @Nullable Thread owner;

  Connection(
      Socket socket,
      Layer layer,
      long number,
      ServerOptions options,
      ServerListener listener,
      Consumer<Connection> whenClosed) {
    this.peer = socket.getRemoteSocketAddress();
    this.layer = layer;
    this.number = number;
    this.options = options;
    this.listener = listener;
    this.whenClosed = whenClosed;
    this.clock = new Clock(options);
    this.socket = new TimedSocket(socket, clock);
    this.responder = new Responder(options, listener, number);
  }

  /**
   * Serves the client until either side ends the conversation. Blocks for as long as that takes.
   */
  @Override
  public void run() {
    own(() -> {
      try {
        serve();
      } catch (SSLException e) {
        throw socket.behindAlert(e); // blocks as an orderly end
      }
    });
  }

  /**
   * Tells the client that the server is full, and ends in order (rule R8.1). Blocks as that does.
   */
  public void refuse() {
    own(() -> {
      because(CloseReason.BUSY);
      socket.send(FrameEncoder.error(0, ErrorCode.BUSY, "the server has no free connection"));
      end();
    });
  }

  /** Closes the socket without a word, in place of {@link #run}. Does not block. */
  public void drop() {
    socket.close();
    whenClosed.accept(this);
  }

  private void own(Conversation conversation) {
    owner = Thread.currentThread();
    try {
      listener.opened(number, peer);
      socket.configure(options);
      socket.open(layer); // may block
      conversation.hold();
    } catch (IOException e) {
      because(CloseReason.PEER_FAILED);
    } catch (RuntimeException e) {
      because(CloseReason.INTERNAL);
    } finally {
      drop();
      listener.closed(number, reason.get());
    }
  }

  private void serve() throws IOException {
    while (receive() && answer(received.filled())) {
      // Each turn reads what is there and answers all of it.
    }
  }

  /** Reads what is there, or waits for it. Returns false when nothing more is to be answered. */
  private boolean receive() throws IOException {
    ByteBuffer room = received.toFill(responder.frameSize());
    if (!clock.beginRead(room.position() == 0 ? Kind.IDLE : Kind.FRAME)) {
      because(CloseReason.STOPPED);
      end();
      return false;
    }
    int count = socket.read(room); // blocks
    if (!clock.endRead()) {
      socket.discard(count);
      Threads.await(endedByOther); // bounded by the write clock
      return false;
    }
    if (count < 0) {
      socket.endOutput();
      return false;
    }
    return true;
  }

  /** Answers the requests among the bytes. Returns false when that ended the connection. */
  private boolean answer(ByteBuffer bytes) throws IOException {
    int ready = bytes.position();
    while (true) {
      Responder.Outcome outcome = responder.answer(bytes);
      long now = System.nanoTime();
      socket.send(bytes, ready, bytes.position()); // may block
      ready = bytes.position();
      switch (outcome) {
        case INCOMPLETE -> {
          return true;
        }
        case DELAY -> {
          clock.start(Kind.NONE);
          Threads.sleepUntil(now + TimeUnit.MILLISECONDS.toNanos(responder.delayMillis()));
          responder.delayPassed(bytes);
        }
        case ERROR -> {
          socket.send(responder.error());
          responder.skip(bytes);
          ready = bytes.position();
        }
        case FATAL -> {
          because(CloseReason.TOO_LARGE);
          socket.send(responder.error());
          end();
          return false;
        }
      }
    }
  }

  /** Ends our side, and waits for the peer to end its own (section 7). */
  private void end() throws IOException {
    socket.endOutput();
    socket.discard(0);
  }

  /** Ends the connection if a clock has run out. Called by the watchdog; does not block. */
  void check(long now) {
    switch (clock.expired(now)) {
      case NONE -> {}
      case HANDSHAKE -> reset(CloseReason.HANDSHAKE_TIMEOUT);
      case IDLE -> expire(now, CloseReason.IDLE_TIMEOUT, "no byte of a frame for too long");
      case FRAME -> expire(now, CloseReason.FRAME_TIMEOUT, "a frame was incomplete for too long");
      case WRITE -> reset(CloseReason.WRITE_TIMEOUT);
      case LINGER -> socket.close();
    }
  }

  /**
   * Ends the connection when all that was read is answered; a handshake is cut (rules R12.1 and
   * R12.2). Does not block.
   */
  void stop() {
    if (clock.claim()) {
      endByOther(CloseReason.STOPPED, socket::endOutput);
    } else if (clock.isShakingHands()) {
      cut();
    }
  }

  /** Ends the connection at once. Does not block. */
  void cut() {
    reset(CloseReason.CUT);
    Thread sleeper = owner;
    if (sleeper != null) {
      sleeper.interrupt();
    }
  }

  private void reset(CloseReason why) {
    because(why);
    socket.reset();
  }

  private void expire(long now, CloseReason why, String text) {
    if (clock.claimExpired(now)) {
      endByOther(
          why,
          () -> {
            socket.send(FrameEncoder.error(0, ErrorCode.TIMEOUT, text));
            socket.endOutput();
          });
    }
  }

  /** The owner waits in a read, which nothing but the peer or a close can wake: so it need not. */
  private void endByOther(CloseReason why, Conversation lastWords) {
    because(why);
    Thread.startVirtualThread(() -> {
      try {
        lastWords.hold(); // may block: a full transport is the write clock's affair
      } catch (IOException e) {
        socket.close();
      } finally {
        endedByOther.countDown();
      }
    });
  }

  /** The first reason counts; without any it was the peer that ended. */
  private void because(CloseReason why) {
    reason.compareAndSet(CloseReason.PEER_CLOSED, why);
  }

  /** What is said on a connection; fails with it. */
  private interface Conversation {
    void hold() throws IOException;
  }
}
