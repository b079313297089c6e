// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A client that was told BUSY and stays. Its end has begun when it is told at the latest, and lasts
 * as long as an orderly end does at least.
 *
 * @param connecting when it began to connect
 * @param told when it had read the ERROR
 */
record ToldBusy(long connecting, long told) {

  /** Returns how many ends surely ran at the same time, however slow the suite was. */
  static long mostAtOnce(List<ToldBusy> clients) {
    return clients.stream()
        .mapToLong(one -> clients.stream().filter(other -> other.runsAt(one.told)).count())
        .max()
        .orElse(0);
  }

  /** Returns the longest time in which none of them was told, in nanoseconds. */
  static long longestPause(List<ToldBusy> clients) {
    long[] told = clients.stream().mapToLong(ToldBusy::told).sorted().toArray();
    return IntStream.range(1, told.length).mapToLong(i -> told[i] - told[i - 1]).max().orElse(0);
  }

  private boolean runsAt(long moment) {
    return told <= moment && moment - connecting < OrderlyEnd.SHORTEST.toNanos();
  }
}
