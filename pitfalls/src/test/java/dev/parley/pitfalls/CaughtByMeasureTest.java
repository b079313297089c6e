// SPDX-License-Identifier: Apache-2.0

package dev.parley.pitfalls;

import java.util.List;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pitfalls whose scenarios measure, one at a time. */
@Isolated
class CaughtByMeasureTest {

  static List<Pitfall> pitfalls() {
    return Diagonal.pitfalls(true);
  }

  @ParameterizedTest
  @MethodSource("pitfalls")
  void isCaughtByItsScenarioInWordsThatNameIt(Pitfall pitfall) throws Exception {
    Diagonal.requireCaught(pitfall);
  }
}
