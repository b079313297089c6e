// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the frames in one direction's bytes as they pass, and keeps enough of each to show it. It
 * remembers the first and the last frames of a long conversation, so that its size is bounded. Not
 * thread-safe.
 */
final class FrameLog {

  private static final int KEPT_FIRST = 300;
  private static final int KEPT_LAST = 300;

  private final List<LoggedFrame> frames = new ArrayList<>();
  private long bytes;
  private int forgotten;

  /** Takes the bytes of one write or one read. */
  void add(long nanos, byte[] chunk, int offset, int length) {
    bytes += length;
    int at = offset;
    int end = offset + length;
    while (at < end) {
      if (frames.isEmpty() || frames.getLast().complete()) {
        forgetOne();
        frames.add(new LoggedFrame(nanos));
      }
      at += frames.getLast().take(nanos, chunk, at, end);
    }
  }

  List<LoggedFrame> frames() {
    return frames;
  }

  long bytes() {
    return bytes;
  }

  /** Returns how many frames between the first and the last are not kept. */
  int forgotten() {
    return forgotten;
  }

  private void forgetOne() {
    if (frames.size() >= KEPT_FIRST + KEPT_LAST) {
      frames.remove(KEPT_FIRST);
      forgotten++;
    }
  }
}
