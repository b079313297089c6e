// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import dev.parley.nio.Clock.Kind;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * A client's channel, whose waits are noted on a clock and on its key. Belongs to the thread of its
 * loop; no method blocks.
 *
 * <p>Frames go through the {@link Link} over the channel. Closing and resetting do not ask it.
 */
final class TimedChannel {

  /** Between the 256 KiB at least and the 1 MiB at most of rule R7.3. */
  private static final int LARGEST_DISCARD = 512 * 1024;

  private final SocketChannel channel;
  private final EventLoop loop;
  private final Clock clock;
  private final Link link;
  private final SelectionKey key;
  private boolean outputEnded;
  private int discarded;

  /**
   * Registers an accepted channel with its loop.
   *
   * @param handler is called when the channel can do what is awaited
   */
  TimedChannel(
      SocketChannel channel, LinkFactory links, EventLoop loop, Clock clock, Handler handler)
      throws IOException {
    this.channel = channel;
    this.loop = loop;
    this.clock = clock;
    this.link = links.over(channel, () -> loop.executeReady(handler));
    this.key = loop.register(channel, SelectionKey.OP_READ, handler);
  }

  /** Returns what frames go through. */
  Link link() {
    return link;
  }

  /** Returns the peer's address. Fails on a channel that is closed. */
  SocketAddress peer() throws IOException {
    return channel.getRemoteAddress();
  }

  /** Sets the options. Fails on a socket that was reset already. */
  void configure(ServerOptions options) throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, options.noDelay());
    channel.setOption(StandardSocketOptions.SO_KEEPALIVE, options.keepAlive());
    if (options.sendBuffer() > 0) {
      channel.setOption(StandardSocketOptions.SO_SNDBUF, options.sendBuffer());
    }
  }

  /**
   * Does as much of a handshake as can be done without waiting, and awaits the rest.
   *
   * @return whether it is done
   */
  boolean handshake() throws IOException {
    boolean done = link.handshake();
    if (!done) {
      await(SelectionKey.OP_READ, Kind.HANDSHAKE);
    }
    return done;
  }

  /** Has the handler called when the channel can do one of the operations, or the clock expires. */
  void await(int operations, Kind waitingFor) {
    key.interestOps(link.interest(operations));
    clock.start(waitingFor);
  }

  /** Has the handler called at a moment that is not the peer's to keep: a DELAY's end. */
  void awaitTime(long time) {
    await(0, Kind.NONE);
    clock.alarm(time);
  }

  /** Returns what is awaited. */
  Kind awaited() {
    return clock.kind();
  }

  /** Ends our side; from here on the peer is given a while to end its own. */
  void endOutput() throws IOException {
    outputEnded = link.endOutput();
    await(SelectionKey.OP_READ, Kind.LINGER);
  }

  /**
   * Reads what is there and forgets it.
   *
   * @return whether that was the peer's end, or the bound of rule R7.3
   */
  boolean discard() throws IOException {
    int count = link.read(loop.buffer().clear());
    discarded += count;
    endOutput(); // once more: TLS may have had no room for its last word
    return (count < 0 && outputEnded) || discarded >= LARGEST_DISCARD;
  }

  /** Closes so that the peer learns of it at once, and drops what is still to be sent. */
  void reset() {
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      // Reset by the peer already.
    }
    close();
  }

  /** Closes, and stops the clock. */
  void close() {
    clock.stop();
    loop.close(key);
  }
}
