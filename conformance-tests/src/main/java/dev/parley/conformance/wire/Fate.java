// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Decides what happens to datagrams on a bad way. Belongs to one thread. */
final class Fate {

  private static final double LOST = 0.2;
  private static final double DOUBLED = 0.1;
  private static final double LATE = 0.1;
  private static final int OVERTAKEN_MILLIS = 5;
  private static final int LATE_MILLIS = 300;

  private final long seed;
  private final Map<Long, Integer> seen = new HashMap<>();

  Fate(long seed) {
    this.seed = seed;
  }

  /** Returns after what times a datagram arrives: none where it is lost, two where it doubles. */
  List<Duration> delays(byte[] datagram) {
    long name = Arrays.hashCode(datagram);
    int times = seen.merge(name, 1, Integer::sum);
    var random = new SplittableRandom(seed ^ name * 0x9E3779B97F4A7C15L ^ ((long) times << 40));
    List<Duration> delays = new ArrayList<>();
    if (random.nextDouble() >= LOST) {
      delays.add(delay(random));
      if (random.nextDouble() < DOUBLED) {
        delays.add(delay(random));
      }
    }
    return delays;
  }

  private static Duration delay(SplittableRandom random) {
    int most = random.nextDouble() < LATE ? LATE_MILLIS : OVERTAKEN_MILLIS;
    return Duration.ofMillis(random.nextInt(most));
  }
}
