// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.load;

import dev.parley.comparison.model.Bystander.Neighbour;
import dev.parley.protocol.FrameEncoder;
import dev.parley.protocol.FrameType;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Clients that are no good neighbours, on a thread of their own. */
final class Neighbours implements Closeable {

  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int DELAY_MILLIS = 100;
  private static final int LARGE = 64 * 1_024;

  private final Neighbour manner;
  private final List<Wire> wires;
  private final List<ByteBuffer> requests = new ArrayList<>();
  private final ByteBuffer replies = ByteBuffer.allocate(64 * 1_024);
  private final Thread thread;
  private volatile boolean ended;

  /** Begins. The wires are taken over. */
  Neighbours(Neighbour manner, List<Wire> wires) {
    this.manner = manner;
    this.wires = wires;
    wires.forEach(wire -> requests.add(request()));
    this.thread = Thread.ofPlatform().daemon().name("parley-neighbours").start(this::run);
  }

  private ByteBuffer request() {
    return switch (manner) {
      case NONE, SLOW -> FrameEncoder.frame(FrameType.ECHO, 0, new byte[64]);
      case DELAY -> {
        byte[] millis = ByteBuffer.allocate(Integer.BYTES).putInt(DELAY_MILLIS).array();
        yield FrameEncoder.frame(FrameType.DELAY, 0, millis);
      }
      case NEVER_READS -> FrameEncoder.frame(FrameType.ECHO, 0, new byte[LARGE]);
    };
  }

  private void run() {
    while (!ended) {
      for (int i = 0; i < wires.size(); i++) {
        try {
          turn(wires.get(i), requests.get(i));
        } catch (IOException e) {
          // A server may end a bad client: then the bystander has peace.
        }
      }
      LockSupport.parkNanos(TICK);
    }
  }

  private void turn(Wire wire, ByteBuffer request) throws IOException {
    switch (manner) {
      case NONE -> {}
      case SLOW -> {
        read(wire);
        writeOneByte(wire, request);
      }
      case DELAY -> {
        // The first turn has no reply to wait for; after that one DELAY follows the other.
        if (read(wire) > 0 || request.position() == 0) {
          wire.write(request.rewind());
        }
      }
      case NEVER_READS -> {
        if (wire.write(request)) {
          request.rewind();
        }
      }
    }
  }

  private int read(Wire wire) throws IOException {
    return wire.read(replies.clear());
  }

  private static void writeOneByte(Wire wire, ByteBuffer request) throws IOException {
    int end = request.limit();
    request.limit(request.position() + 1);
    wire.write(request);
    request.limit(end);
    if (!request.hasRemaining()) {
      request.rewind();
    }
  }

  @Override
  public void close() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Wire.closeAll(wires);
  }
}
