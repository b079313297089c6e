// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.target.ServerProcess;
import dev.parley.conformance.wire.Probe;
import java.time.Duration;

/**
 * Waits for a sender to be stuck: for a while nothing more was taken, by a server that rests. One
 * that takes nothing because it is busy, with making room in its memory for example, is only slow.
 */
final class Standstill {

  /** The while, in parts: a machine that holds everybody up for longer makes only one of them. */
  private static final int PARTS = 5;

  /** What a server that rests may use of the processors meanwhile. */
  private static final Duration REST = Duration.ofMillis(30);

  /** So often in a row a server that is busy and takes nothing is only slow: for about 5 s. */
  private static final int MOST_TIMES = 20;

  private Standstill() {}

  /**
   * Waits until the probe has sent so much, or is stuck; returns how much it had sent then.
   *
   * @param server who takes it; only of a process it is known whether it rests
   */
  static long await(Probe probe, long enough, RunningServer server) {
    long sent = probe.transcript().sentBytes();
    int times = 0;
    while (sent < enough && times < MOST_TIMES) {
      Duration before = processorTime(server);
      pause();
      boolean rests = processorTime(server).minus(before).compareTo(REST) <= 0;
      long now = probe.transcript().sentBytes();
      if (now == sent && rests) {
        return sent;
      }
      times = now == sent ? times + 1 : 0;
      sent = now;
    }
    return sent;
  }

  private static void pause() {
    for (int i = 0; i < PARTS; i++) {
      Pause.of(Timing.STUCK.dividedBy(PARTS));
    }
  }

  private static Duration processorTime(RunningServer server) {
    return server instanceof ServerProcess process
        ? process.figures().processorTime()
        : Duration.ZERO;
  }
}
