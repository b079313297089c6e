// SPDX-License-Identifier: Apache-2.0

package dev.parley.pitfalls;

import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pitfalls whose scenarios mostly wait, so that several can be tried at the same time. */
class CaughtTest {

  static List<Pitfall> pitfalls() {
    return Diagonal.pitfalls(false);
  }

  @ParameterizedTest
  @MethodSource("pitfalls")
  @Execution(ExecutionMode.CONCURRENT)
  void isCaughtByItsScenarioInWordsThatNameIt(Pitfall pitfall) throws Exception {
    Diagonal.requireCaught(pitfall);
  }
}
