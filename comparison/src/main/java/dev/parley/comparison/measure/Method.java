// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import java.util.List;

/**
 * How thorough a comparison is.
 *
 * @param quick whether its figures are indicative only
 * @param blocks how many blocks there are
 * @param firstWarmSeconds how long a fresh server warms up
 * @param warmSeconds how long each workload runs before it is measured
 * @param measuredSeconds how long each is measured
 * @param crowds numbers of idle connections at which memory is read, rising from 0
 * @param only the workloads to measure at, by their ids, and nothing else; empty: everything
 */
public record Method(
    boolean quick,
    int blocks,
    double firstWarmSeconds,
    double warmSeconds,
    double measuredSeconds,
    List<Integer> crowds,
    List<String> only) {

  /** Copies the lists. */
  public Method {
    crowds = List.copyOf(crowds);
    only = List.copyOf(only);
  }

  /** Returns the one that two processors get through in less than ten minutes, for all styles. */
  public static Method quickly() {
    return new Method(true, 3, 2.5, 0.3, 1, List.of(0, 500, 1_000, 2_000), List.of());
  }

  /** Returns the one for a claim: nine blocks, within ninety minutes for all styles. */
  public static Method thorough() {
    return new Method(false, 9, 5, 1, 4, List.of(0, 1_000, 5_000, 10_000), List.of());
  }

  /** Returns the same with times that are so many times as long. */
  public Method scaled(double factor) {
    return new Method(
        quick,
        blocks,
        factor * firstWarmSeconds,
        factor * warmSeconds,
        factor * measuredSeconds,
        crowds,
        only);
  }

  /** Returns the same for some workloads only. */
  public Method only(List<String> workloads) {
    return new Method(
        quick, blocks, firstWarmSeconds, warmSeconds, measuredSeconds, crowds, workloads);
  }

  /** Returns whether a workload is measured. */
  boolean has(String workload) {
    return only.isEmpty() || only.contains(workload);
  }

  /** Returns whether anything is measured of a contender. */
  public boolean measures(Contender contender) {
    boolean latency = has(Workloads.latency(contender.transport(), 1).id());
    return !new Plan(this).workloads(contender).isEmpty() || (contender.concurrent() && latency);
  }

  /** Returns the ids of all workloads. */
  public static List<String> workloads() {
    return Workloads.ids();
  }

  /** Returns the same with another number of blocks. */
  public Method withBlocks(int count) {
    return new Method(quick, count, firstWarmSeconds, warmSeconds, measuredSeconds, crowds, only);
  }
}
