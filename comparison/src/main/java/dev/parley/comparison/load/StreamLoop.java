// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.load;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Loads stream connections from one thread. */
final class StreamLoop implements Closeable {

  private final Selector selector;
  private final Pace pace;
  private final Window window;
  private final ByteBuffer in;
  private final List<StreamFlow> flows = new ArrayList<>();
  private final Consumer<SelectionKey> ready = this::ready;
  private int open;

  /** Takes the wires over. */
  StreamLoop(List<Wire> wires, Template template, int depth, Pace pace, Window window)
      throws IOException {
    this.selector = Selector.open();
    this.pace = pace;
    this.window = window;
    this.in = ByteBuffer.allocateDirect(template.readBytes());
    for (Wire wire : wires) {
      flows.add(new StreamFlow(flows.size(), depth, wire, template, selector));
    }
    open = wires.size();
  }

  /** Runs until the window ends or no connection is left. */
  void run() throws IOException {
    long now = System.nanoTime();
    window.open(now);
    pace.begin(now);
    for (StreamFlow flow : flows) {
      write(flow, now);
    }
    while (open > 0 && window.goesOn(now)) {
      writeDue(now);
      long rest = pace.rest(now);
      if (rest > 0) {
        selector.select(ready, rest);
      } else {
        selector.selectNow(ready);
      }
      now = System.nanoTime();
    }
    window.end(now);
    pace.end(now);
    flows.stream().filter(StreamFlow::isOpen).forEach(flow -> pace.waiting(flow, window::waited));
  }

  private void writeDue(long now) {
    for (int next = pace.next(now); next >= 0; next = pace.next(now)) {
      StreamFlow flow = flows.get(next);
      if (flow.isOpen()) {
        write(flow, now);
      }
    }
  }

  private void ready(SelectionKey key) {
    var flow = (StreamFlow) key.attachment();
    if (key.isReadable()) {
      read(flow);
    }
    if (key.isValid()) {
      write(flow, System.nanoTime());
    }
  }

  private void read(StreamFlow flow) {
    try {
      do {
        int replies = flow.read(in);
        if (replies < 0) {
          throw new IOException("the server ended the connection");
        }
        long now = System.nanoTime();
        for (int i = 0; i < replies; i++) {
          window.answered(pace.since(flow), now);
          flow.answer();
        }
      } while (flow.hasMore());
    } catch (IOException e) {
      end(flow, e);
    }
  }

  private void write(StreamFlow flow, long now) {
    try {
      flow.write(pace.due(flow), now);
    } catch (IOException e) {
      end(flow, e);
    }
  }

  private void end(StreamFlow flow, IOException reason) {
    window.fail(String.valueOf(reason.getMessage()));
    open--;
    try {
      flow.close();
    } catch (IOException e) {
      // The reason is told already.
    }
  }

  @Override
  public void close() throws IOException {
    for (StreamFlow flow : flows) {
      if (flow.isOpen()) {
        flow.close();
      }
    }
    selector.close();
  }
}
