// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one event loop: a binary heap, the next to fire on top.
 *
 * <p>Most deadlines are moved before they pass: every message gives its connection a later one. So
 * a later deadline is only noted, and the heap learns of it when the old one comes up; only an
 * earlier deadline moves the timer at once. A message costs no more than a field, anything else
 * O(log n), and nothing looks at timers that are not due.
 *
 * <p>Belongs to the loop's thread. Times are those of {@link System#nanoTime}.
 */
final class Timers {

  private final List<Timer> heap = new ArrayList<>();

  /** One deadline, or none, of one handler. */
  static class Timer {

    private static final int NOWHERE = -1;

    private final Handler handler;
    private long deadline;

    /** The deadline that the heap knows; never later than the true one. */
    private long due;

    private int index = NOWHERE;

    Timer(Handler handler) {
      this.handler = handler;
    }
  }

  /** Sets a timer's deadline in place of the one that it had. */
  void set(Timer timer, long deadline) {
    timer.deadline = deadline;
    if (timer.index == Timer.NOWHERE) {
      add(timer);
    } else if (deadline - timer.due < 0) {
      timer.due = deadline;
      up(timer, timer.index);
    }
  }

  /** Takes a timer's deadline away. */
  @SuppressWarnings("ReferenceEquality") // asks for this very timer
  void cancel(Timer timer) {
    int index = timer.index;
    if (index == Timer.NOWHERE) {
      return;
    }
    timer.index = Timer.NOWHERE;
    Timer last = heap.removeLast();
    if (last != timer) {
      up(last, index);
      down(last, last.index);
    }
  }

  /** Returns the handler of a timer whose deadline has passed, and takes the deadline away. */
  @Nullable Handler poll(long now) {
    while (untilNext(now) <= 0) {
      Timer timer = heap.getFirst();
      if (timer.deadline - now <= 0) {
        cancel(timer);
        return timer.handler;
      }
      timer.due = timer.deadline;
      down(timer, 0);
    }
    return null;
  }

  /** Returns the nanoseconds to the moment at which to {@link #poll}; it may have passed. */
  long untilNext(long now) {
    return heap.isEmpty() ? Long.MAX_VALUE : heap.getFirst().due - now;
  }

  private void add(Timer timer) {
    timer.due = timer.deadline;
    heap.add(timer);
    up(timer, heap.size() - 1);
  }

  /** Puts a timer at a free place, or as far above it as it belongs. */
  private void up(Timer timer, int place) {
    int at = place;
    while (at > 0) {
      Timer parent = heap.get((at - 1) / 2);
      if (timer.due - parent.due >= 0) {
        break;
      }
      int freed = parent.index;
      put(parent, at);
      at = freed;
    }
    put(timer, at);
  }

  /** Puts a timer at a free place, or as far below it as it belongs. */
  private void down(Timer timer, int place) {
    int at = place;
    while (2 * at + 1 < heap.size()) {
      Timer child = earlierChild(at);
      if (timer.due - child.due <= 0) {
        break;
      }
      int freed = child.index;
      put(child, at);
      at = freed;
    }
    put(timer, at);
  }

  private Timer earlierChild(int parent) {
    Timer left = heap.get(2 * parent + 1);
    if (2 * parent + 2 == heap.size()) {
      return left;
    }
    Timer right = heap.get(2 * parent + 2);
    return right.due - left.due < 0 ? right : left;
  }

  private void put(Timer timer, int at) {
    heap.set(at, timer);
    timer.index = at;
  }
}
