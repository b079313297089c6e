// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the frames in one direction's bytes as they pass, and keeps enough of each to show it. It
 * remembers the first and the last frames of a long conversation, so that its size is bounded. Not
 * thread-safe.
 */
final class FrameLog {

  private static final int KEPT_FIRST = 1200;
  private static final int KEPT_LAST = 300;

  private final List<LoggedFrame> first = new ArrayList<>();
  private final Deque<LoggedFrame> last = new ArrayDeque<>();
  private final boolean datagrams;
  private @Nullable LoggedFrame current;
  private long bytes;
  private int forgotten;

  /**
   * Makes an empty log.
   *
   * @param datagrams whether what is added at once is one frame, whatever its header says
   */
  FrameLog(boolean datagrams) {
    this.datagrams = datagrams;
  }

  /** Takes the bytes of one write or one read. */
  void add(long nanos, byte[] chunk, int offset, int length) {
    bytes += length;
    if (datagrams) {
      keep(LoggedFrame.datagram(nanos, chunk, offset, length));
      return;
    }
    int at = offset;
    int end = offset + length;
    while (at < end) {
      LoggedFrame frame = current;
      if (frame == null || frame.complete()) {
        frame = new LoggedFrame(nanos);
        keep(frame);
      }
      at += frame.take(nanos, chunk, at, end);
    }
  }

  List<LoggedFrame> frames() {
    List<LoggedFrame> frames = new ArrayList<>(first);
    frames.addAll(last);
    return frames;
  }

  long bytes() {
    return bytes;
  }

  /** Returns how many frames between the first and the last are not kept. */
  int forgotten() {
    return forgotten;
  }

  private void keep(LoggedFrame frame) {
    current = frame;
    if (first.size() < KEPT_FIRST) {
      first.add(frame);
      return;
    }
    if (last.size() == KEPT_LAST) {
      last.removeFirst();
      forgotten++;
    }
    last.addLast(frame);
  }
}
