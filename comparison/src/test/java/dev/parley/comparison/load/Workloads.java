// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.load;

import dev.parley.comparison.model.Workload;

/** Small ones. */
final class Workloads {

  private Workloads() {}

  static Workload closed(int connections, int depth, int payload) {
    return new Workload(
        "c", "closed", "tcp", Workload.Loop.CLOSED, connections, depth, payload, 0, null);
  }

  static Workload open(double rate, int connections, int payload) {
    return new Workload("o", "open", "tcp", Workload.Loop.OPEN, connections, 1, payload, 0, rate);
  }

  static Workload churn() {
    return new Workload("churn", "churn", "tcp", Workload.Loop.CHURN, 1, 1, 0, 0, null);
  }
}
