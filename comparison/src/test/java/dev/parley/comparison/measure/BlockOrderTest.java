// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockOrderTest {

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 8, 10})
  void everybodyHasEveryPlaceInSomeBlock(int count) {
    List<Integer> all = IntStream.range(0, count).boxed().toList();
    for (int seed = 0; seed < 10; seed++) {
      var order = new BlockOrder(seed);
      List<List<Integer>> blocks =
          IntStream.range(0, 200).mapToObj(block -> order.next(all)).toList();

      for (int i = 0; i < count; i++) {
        int place = i;
        assertThat(blocks).extracting(block -> block.get(place)).containsAll(all);
      }
    }
  }
}
