// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.load;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Loads a server of datagrams from one thread. */
final class DatagramLoop implements Closeable {

  /** So long after the last word on a socket, what has no answer is lost. */
  private static final long LOST = 200_000_000;

  /** So often all sockets are looked at, and not only those that were answered. */
  private static final long LOOK = 10_000_000;

  private static final int BURST = 64;

  private final Selector selector;
  private final Pace pace;
  private final Window window;
  private final ByteBuffer in;
  private final List<DatagramFlow> flows = new ArrayList<>();
  private final long[] lastWord;
  private final Consumer<SelectionKey> ready = this::ready;
  private boolean unreachable;

  DatagramLoop(
      InetSocketAddress peer, int sockets, int depth, Template template, Pace pace, Window window)
      throws IOException {
    this.selector = Selector.open();
    this.pace = pace;
    this.window = window;
    // One byte more than a reply has: a longer one is told apart.
    this.in = ByteBuffer.allocateDirect(template.frameBytes() + 1);
    this.lastWord = new long[sockets];
    for (int i = 0; i < sockets; i++) {
      flows.add(new DatagramFlow(i, depth, peer, template, selector));
    }
  }

  /** Runs until the window ends. */
  void run() throws IOException {
    long now = System.nanoTime();
    window.open(now);
    pace.begin(now);
    long looked = now - LOOK;
    while (!unreachable && window.goesOn(now)) {
      if (now - looked >= LOOK) {
        lookAtAll(now);
        looked = now;
      }
      for (int next = pace.next(now); next >= 0; next = pace.next(now)) {
        write(flows.get(next), now);
      }
      if (pace.rest(now) > 0) {
        selector.select(ready, 1);
      } else {
        selector.selectNow(ready);
      }
      now = System.nanoTime();
    }
    window.end(now);
    pace.end(now);
    flows.forEach(flow -> pace.waiting(flow, window::waited));
  }

  /** Gives up what is lost, and sends what the system did not take before. */
  private void lookAtAll(long now) {
    for (DatagramFlow flow : flows) {
      if (flow.inFlight() > 0 && now - lastWord[flow.index] > LOST) {
        window.lose(flow.giveUp());
      }
      write(flow, now);
    }
  }

  private void write(DatagramFlow flow, long now) {
    try {
      if (flow.write(pace.due(flow), now) > 0) {
        lastWord[flow.index] = now;
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  private void ready(SelectionKey key) {
    var flow = (DatagramFlow) key.attachment();
    try {
      for (int i = 0; i < BURST && flow.read(in); i++) {
        long now = System.nanoTime();
        lastWord[flow.index] = now;
        if (!flow.isReply(in)) {
          window.fail("the server's reply is not Parley's");
        } else if (flow.inFlight() > 0) {
          // One that comes after it was given up for lost is not counted again.
          window.answered(pace.since(flow), now);
          flow.answer();
        }
      }
      write(flow, System.nanoTime());
    } catch (IOException e) {
      fail(e);
    }
  }

  private void fail(IOException e) {
    unreachable |= e instanceof PortUnreachableException;
    window.fail(unreachable ? "nobody is at that port" : String.valueOf(e.getMessage()));
  }

  @Override
  public void close() throws IOException {
    for (DatagramFlow flow : flows) {
      flow.close();
    }
    selector.close();
  }
}
