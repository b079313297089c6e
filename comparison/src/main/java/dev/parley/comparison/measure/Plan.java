// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import dev.parley.comparison.model.Workload;
import java.util.List;

/** What is done with each server, and how long that takes, about. */
final class Plan {

  private static final double START_SECONDS = 1.5;
  private static final double SET_UP_SECONDS = 0.2;

  private final Method method;

  Plan(Method method) {
    this.method = method;
  }

  /** Returns the workloads that measure a server's capacity. */
  List<Workload> workloads(Contender contender) {
    boolean quick = method.quick() && method.only().isEmpty();
    return Workloads.capacity(contender.transport(), quick).stream()
        .filter(workload -> contender.concurrent() || workload.connections() == 1)
        .filter(workload -> method.has(workload.id()))
        .toList();
  }

  /** Returns the one that a server warms up with. */
  static Workload typical(Contender contender) {
    return contender.concurrent()
        ? Workloads.typical(contender.transport())
        : Workloads.capacity(contender.transport(), true).getFirst();
  }

  /** Returns how long everything takes. */
  double seconds(Field field) {
    double block = field.withDouble().stream().mapToDouble(this::seconds).sum();
    double looks = method.only().isEmpty() ? field.subjects().size() * closerLookSeconds() : 0;
    return method.blocks() * block + looks;
  }

  /** Returns how long one server takes in a block. */
  double seconds(Contender contender) {
    int count = workloads(contender).size() + (contender.concurrent() ? 1 : 0);
    double each = method.warmSeconds() + method.measuredSeconds() + SET_UP_SECONDS;
    return START_SECONDS + method.firstWarmSeconds() + count * each;
  }

  /** Returns how long a closer look at one server takes. */
  double closerLookSeconds() {
    return START_SECONDS + Inspection.seconds(method);
  }
}
