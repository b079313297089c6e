// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import dev.parley.conformance.verdict.HarnessFault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A way between clients and one server on which datagrams get lost, are doubled, overtake each
 * other and come late, both ways. What happens to a datagram depends on the seed, on its bytes and
 * on how often they came before, and not on the moment. Loses nothing before {@link #begin}.
 *
 * <p>One thread of its own does all of it; each client has a socket of its own to the server.
 */
public final class Relay implements AutoCloseable {

  private static final int LARGEST = 65_536;
  private static final int ROOM = 1 << 20;

  private final InetSocketAddress server;
  private final Fate fate;
  private final @Nullable DatagramReferee referee;
  private final Selector selector;
  private final DatagramChannel front;
  private final Map<InetSocketAddress, Way> ways = new HashMap<>();
  private final PriorityQueue<Held> held = new PriorityQueue<>(Comparator.comparingLong(Held::due));
  private final ByteBuffer buffer = ByteBuffer.allocate(LARGEST);
  private final Thread thread =
      Thread.ofPlatform().daemon().name("parley-suite-relay").unstarted(this::run);
  private volatile boolean lossy;

  /** A client, and the socket that speaks for it to the server. */
  private record Way(InetSocketAddress client, DatagramChannel back) {}

  /** A datagram that is under way. */
  private record Held(long due, DatagramChannel out, InetSocketAddress to, ByteBuffer bytes) {}

  /** Opens a relay to a server, at a free port of the loopback address. */
  public Relay(InetSocketAddress server, long seed) {
    this(server, seed, null);
  }

  /** Opens a relay that shows a referee whatever comes. */
  public Relay(InetSocketAddress server, long seed, @Nullable DatagramReferee referee) {
    this.server = server;
    this.referee = referee;
    this.fate = new Fate(seed);
    try {
      selector = Selector.open();
      front = open();
      front.register(selector, SelectionKey.OP_READ);
    } catch (IOException e) {
      throw new HarnessFault("the suite cannot open a relay", e);
    }
    thread.start();
  }

  /** Returns where clients find it. */
  public InetSocketAddress address() {
    return (InetSocketAddress) front.socket().getLocalSocketAddress();
  }

  /** From now on datagrams have their fates. */
  public void begin() {
    lossy = true;
  }

  @Override
  public void close() {
    try {
      selector.close();
      thread.join();
      front.close();
      for (Way way : ways.values()) {
        way.back().close();
      }
    } catch (IOException | InterruptedException e) {
      throw new HarnessFault("the suite could not close a relay", e);
    }
  }

  private static DatagramChannel open() throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    channel.socket().setReceiveBufferSize(ROOM);
    channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    channel.configureBlocking(false);
    return channel;
  }

  private void run() {
    try {
      while (selector.isOpen()) {
        long nanos = held.isEmpty() ? 0 : Math.max(1, held.peek().due() - System.nanoTime());
        selector.select(this::pass, Math.ceilDiv(nanos, 1_000_000)); // 0: until something comes
        sendDue();
      }
    } catch (ClosedSelectorException e) {
      // The relay was closed.
    } catch (IOException e) {
      throw new HarnessFault("the suite's relay broke", e);
    }
  }

  private void pass(SelectionKey key) {
    var channel = (DatagramChannel) key.channel();
    try {
      for (var from = receive(channel); from != null; from = receive(channel)) {
        byte[] bytes = new byte[buffer.flip().remaining()];
        buffer.get(bytes);
        show(bytes, key.attachment() != null);
        if (key.attachment() instanceof Way way) {
          forward(front, way.client(), bytes);
        } else {
          forward(way((InetSocketAddress) from).back(), server, bytes);
        }
      }
    } catch (IOException e) {
      throw new HarnessFault("the suite's relay could not receive", e);
    }
  }

  private void show(byte[] bytes, boolean isReply) {
    if (referee == null) {
      return;
    }
    if (isReply) {
      referee.reply(bytes);
    } else {
      referee.request(bytes);
    }
  }

  private @Nullable SocketAddress receive(DatagramChannel channel) throws IOException {
    return channel.receive(buffer.clear());
  }

  private Way way(InetSocketAddress client) throws IOException {
    Way way = ways.get(client);
    if (way == null) {
      way = new Way(client, open());
      way.back().register(selector, SelectionKey.OP_READ, way);
      ways.put(client, way);
    }
    return way;
  }

  private void forward(DatagramChannel out, InetSocketAddress to, byte[] bytes) {
    long now = System.nanoTime();
    if (!lossy) {
      held.add(new Held(now, out, to, ByteBuffer.wrap(bytes)));
      return;
    }
    for (var delay : fate.delays(bytes)) {
      held.add(new Held(now + delay.toNanos(), out, to, ByteBuffer.wrap(bytes)));
    }
  }

  private void sendDue() throws IOException {
    while (!held.isEmpty() && held.peek().due() <= System.nanoTime()) {
      Held next = held.remove();
      next.out().send(next.bytes(), next.to());
    }
  }
}
