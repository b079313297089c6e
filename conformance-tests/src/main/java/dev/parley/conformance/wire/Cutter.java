// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Cuts bytes where a reader does not expect it. Belongs to one thread. */
final class Cutter {

  private static final int WHOLE = -1;
  private static final int BYTE_BY_BYTE = WireFrame.HEADER_BYTES + 2;

  private final SplittableRandom random;

  Cutter(SplittableRandom random) {
    this.random = random;
  }

  /** Returns whether the next pieces shall be made of what comes soon, too. */
  boolean merges() {
    return random.nextInt(16) == 0;
  }

  /** Returns the bytes in pieces of one byte at least. */
  List<byte[]> pieces(byte[] bytes) {
    var cuts = new TreeSet<Integer>();
    switch (bytes.length == 0 ? WHOLE : random.nextInt(16)) {
      case 0 -> {
        for (int at = 1; at <= BYTE_BY_BYTE; at++) {
          cuts.add(at);
        }
      }
      case 1, 2, 3 -> cuts.add(1 + random.nextInt(WireFrame.HEADER_BYTES - 1));
      case 4 -> cuts.add(WireFrame.HEADER_BYTES);
      case 5 -> cuts.add(bytes.length - 1);
      case 6 -> cuts.add(bytes.length - 5);
      case 7, 8 -> cuts.add(random.nextInt(bytes.length));
      default -> {} // whole
    }
    return cut(bytes, cuts);
  }

  private static List<byte[]> cut(byte[] bytes, SortedSet<Integer> cuts) {
    List<byte[]> pieces = new ArrayList<>();
    int from = 0;
    cuts.add(bytes.length);
    for (int to : cuts) {
      if (to > from && to <= bytes.length) {
        pieces.add(Arrays.copyOfRange(bytes, from, to));
        from = to;
      }
    }
    return pieces;
  }
}
