// SPDX-License-Identifier: Apache-2.0

package dev.parley.udp;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The DELAYs that wait, in the order of their deadlines. Nobody can be held to account for a
 * datagram, so that both their number and their bytes have a bound (rule R15.1).
 *
 * <p>Belongs to the loop's thread. Times are those of {@link System#nanoTime}.
 */
final class Delays {

  /** How many wait at most. */
  static final int MOST = 1_024;

  /** How many bytes wait at most, headers included. */
  static final int MOST_BYTES = 16 * 1024 * 1024;

  // By difference: nanoTime may overflow.
  private static final Comparator<Delayed> SOONEST_FIRST =
      (one, other) -> Long.signum(one.due() - other.due());

  private final Queue<Delayed> waiting = new PriorityQueue<>(SOONEST_FIRST);
  private int bytes;

  /**
   * A request that waits.
   *
   * @param due when it may be answered
   * @param peer who asked
   * @param request the whole frame
   */
  record Delayed(long due, SocketAddress peer, ByteBuffer request) {}

  /** Keeps a copy of a request. Returns false, and keeps none, if too many wait already. */
  boolean add(long due, SocketAddress peer, ByteBuffer request) {
    int size = request.remaining();
    if (waiting.size() == MOST || bytes + size > MOST_BYTES) {
      return false;
    }
    ByteBuffer copy = ByteBuffer.allocate(size).put(0, request, request.position(), size);
    waiting.add(new Delayed(due, peer, copy));
    bytes += size;
    return true;
  }

  /** Takes out a request whose time has come, or returns null. */
  @Nullable Delayed poll(long now) {
    if (untilNext(now) > 0) {
      return null;
    }
    Delayed next = waiting.remove();
    bytes -= next.request().remaining();
    return next;
  }

  /** Returns the nanoseconds to the next deadline; it may have passed. */
  long untilNext(long now) {
    Delayed next = waiting.peek();
    return next == null ? Long.MAX_VALUE : next.due() - now;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }
}
