// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.model;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one thread did, or one client.
 *
 * @param owner who
 * @param from when it was first there, in nanoseconds from the beginning of the script
 * @param to when it was gone, or the script was over
 * @param segments its times; those of one kind do not overlap
 * @param marks what it did in an instant, in order
 */
public record Lane(Owner owner, long from, long to, List<Segment> segments, List<Mark> marks) {

  /** A call that took less time in all was not made to wait. */
  private static final long WORTH_TELLING = 5_000_000;

  /** Returns the calls in which it waited, the longest first. */
  public List<String> calls() {
    Map<String, Long> times = new LinkedHashMap<>();
    segments.stream()
        .filter(Segment::isWait)
        .forEach(wait -> times.merge(wait.text(), wait.length(), Long::sum));
    return times.entrySet().stream()
        .filter(call -> call.getValue() >= WORTH_TELLING)
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
