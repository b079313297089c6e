// SPDX-License-Identifier: Apache-2.0

package dev.parley.udp;

import dev.parley.protocol.DropReason;
import dev.parley.protocol.FrameEncoder;
import dev.parley.protocol.FrameType;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import dev.parley.udp.Delays.Delayed;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One thread and one socket: receive a datagram, answer it where it lies, send it back. It sleeps
 * in one place, until a datagram or a deadline comes.
 *
 * <p>All but what is said to be for any thread belongs to this one, so nothing is locked.
 */
final class DatagramLoop {

  /**
   * Larger than any datagram, and those of IPv6 have up to 65,527 bytes: what is received is never
   * cut off unnoticed (rule R14.1).
   */
  private static final int BUFFER_SIZE = 64 * 1024;

  /** How many datagrams are received before it is the turn of the DELAYs and of a stop. */
  private static final int MOST_AT_ONCE = 64;

  /** How long to leave a failing socket alone, so that the thread does not spin. */
  private static final long BACK_OFF_MILLIS = 100;

  /** A datagram is of no connection. */
  private static final long NO_CONNECTION = 0;

  private final DatagramChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final ServerListener listener;
  private final DatagramDecoder decoder;
  private final Delays delays = new Delays();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_SIZE);
  private final Thread thread = Thread.ofPlatform().name("datagrams").unstarted(this::run);
  private volatile boolean stopping;
  private volatile boolean cut;

  private DatagramLoop(
      DatagramChannel channel, Selector selector, ServerOptions options, ServerListener listener)
      throws IOException {
    this.channel = channel;
    this.selector = selector;
    this.listener = listener;
    this.decoder = new DatagramDecoder(options);
    channel.configureBlocking(false);
    this.key = channel.register(selector, SelectionKey.OP_READ);
  }

  /** Starts a loop, which closes the channel at its end. If that fails, the channel stays open. */
  static DatagramLoop start(DatagramChannel channel, ServerOptions options, ServerListener listener)
      throws IOException {
    Selector selector = Selector.open();
    try {
      DatagramLoop loop = new DatagramLoop(channel, selector, options, listener);
      loop.thread.start();
      return loop;
    } catch (IOException | RuntimeException | Error e) {
      selector.close();
      throw e;
    }
  }

  private void run() {
    while (!cut && !(stopping && delays.isEmpty())) {
      try {
        turn();
      } catch (RuntimeException e) {
        tell(e); // of the listener
      } catch (IOException | Error e) {
        tell(e);
        backOff();
      }
    }
    release();
  }

  private void turn() throws IOException {
    boolean mayBeMore = !stopping && receive();
    if (!mayBeMore) {
      await();
    }
    sendDue();
    // An interrupt means nothing to a loop, but each select would return at once.
    Thread.interrupted();
  }

  /** Receives and answers what is there. Returns whether there may be more. */
  private boolean receive() throws IOException {
    for (int count = 0; count < MOST_AT_ONCE; count++) {
      SocketAddress peer = channel.receive(buffer.clear());
      if (peer == null) {
        return false;
      }
      answer(peer);
    }
    return true;
  }

  private void answer(SocketAddress peer) {
    DropReason reason = decoder.look(buffer.flip());
    if (reason == null && decoder.delayMillis() > 0 && !delay(peer)) {
      reason = DropReason.TOO_MANY_DELAYS;
    }
    if (reason != null) {
      // In silence: an ERROR to a forged address is an attack on whoever has it (rule R14.2).
      listener.dropped(peer, reason);
      return;
    }
    listener.frameIn(NO_CONNECTION, decoder.type(), decoder.id(), decoder.payloadLength());
    if (decoder.delayMillis() == 0) {
      reply(peer);
    }
  }

  private boolean delay(SocketAddress peer) {
    long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(decoder.delayMillis());
    return delays.add(due, peer, buffer);
  }

  private void sendDue() {
    long now = System.nanoTime();
    for (Delayed due = delays.poll(now); due != null; due = delays.poll(now)) {
      decoder.look(buffer.clear().put(due.request()).flip());
      reply(due.peer());
    }
  }

  /** Makes the request that was looked at last its reply, and sends that. */
  private void reply(SocketAddress peer) {
    FrameEncoder.replyInPlace(buffer, 0);
    listener.frameOut(
        NO_CONNECTION, FrameType.replyTo(decoder.type()), decoder.id(), decoder.payloadLength());
    if (!send(peer)) {
      listener.dropped(peer, DropReason.NOT_SENT);
    }
  }

  /**
   * Returns whether the system took the reply. All clients share one send buffer: to wait for room
   * in it, or to fail, would let whoever is hard to reach hold up the others (rule R15.1). So a
   * reply that is not taken is lost, like one that is lost on its way, and the client asks again.
   */
  private boolean send(SocketAddress peer) {
    try {
      return channel.send(buffer, peer) > 0;
    } catch (IOException e) {
      return false;
    }
  }

  private void await() throws IOException {
    if (stopping) {
      key.interestOps(0); // or what nobody receives any more would end each select at once
    }
    long nanos = delays.untilNext(System.nanoTime());
    if (nanos > 0) {
      selector.select(any -> {}, Math.ceilDiv(nanos, 1_000_000)); // blocks: here and nowhere else
    }
  }

  private void tell(Throwable failure) {
    try {
      listener.acceptFailed(new IOException("the loop failed", failure));
    } catch (RuntimeException e) {
      // There is nobody left to be told.
    }
  }

  private static void backOff() {
    try {
      TimeUnit.MILLISECONDS.sleep(BACK_OFF_MILLIS);
    } catch (InterruptedException e) {
      // Then the pause is shorter.
    }
  }

  /** Receives no more; ends when the DELAYs that wait are answered. For any thread. */
  void stop() {
    stopping = true;
    selector.wakeup();
  }

  /** Ends at once. For any thread. */
  void cut() {
    cut = true;
    selector.wakeup();
  }

  /**
   * Waits for the end. Blocks, unless it is the loop's own thread that calls.
   *
   * @return whether there is nothing to wait for any more
   */
  boolean awaitEnd(Duration limit) throws InterruptedException {
    return Thread.currentThread() == thread || thread.join(limit);
  }

  /** The port is free once both are closed: a channel stays open while a selector knows it. */
  private void release() {
    try (channel) {
      selector.close();
    } catch (IOException e) {
      tell(e);
    }
  }
}
