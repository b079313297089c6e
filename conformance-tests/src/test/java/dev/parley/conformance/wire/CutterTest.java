// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CutterTest {

  private final Cutter cutter = new Cutter(new SplittableRandom(7));

  @Test
  void losesNothingAndInventsNothing() {
    for (int size = 0; size < 300; size++) {
      byte[] bytes = new Payloads(1).bytes(1, size);
      List<byte[]> pieces = cutter.pieces(bytes);
      var all = new ByteArrayOutputStream();
      pieces.forEach(all::writeBytes);

      assertThat(all.toByteArray()).isEqualTo(bytes);
      assertThat(pieces).allMatch(piece -> piece.length > 0);
    }
  }

  @Test
  void cutsWhereItHurts() {
    Set<Integer> firstCuts = new HashSet<>();
    Set<Integer> counts = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      List<byte[]> pieces = cutter.pieces(new byte[100]);
      firstCuts.add(pieces.getFirst().length);
      counts.add(pieces.size());
    }

    assertThat(firstCuts).contains(1, 2, 3, 4, 5, 6, 7, 8, 9, 95, 99, 100);
    assertThat(counts).containsExactlyInAnyOrder(1, 2, 12);
  }

  @Test
  void mergesNowAndThen() {
    assertThat(Stream.generate(cutter::merges).limit(100)).contains(true, false);
  }
}
