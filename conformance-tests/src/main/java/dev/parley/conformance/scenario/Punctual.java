// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import dev.parley.conformance.stage.Task;
import dev.parley.conformance.verdict.HarnessFault;
import dev.parley.conformance.wire.Mismatch;
import java.time.Duration;

/**
 * Plays what a client must be allowed to do because it is in time. On a machine whose processors
 * are busy with something else neither the client nor the server may be in time, and a failure
 * proves nothing: it is played again then, and counts if it happens again and again.
 */
final class Punctual {

  private static final int MOST_TRIES = 3;
  private static final Duration BEAT = Duration.ofMillis(5);

  /** Much less than the half of a short clock, which is what a pause leaves to the server. */
  private static final Duration HELD_UP = Duration.ofMillis(50);

  private volatile boolean over;
  private volatile boolean heldUp;

  private Punctual() {}

  /** Plays a part of a scenario that opens its own connections. */
  static void play(Task part) throws Exception {
    for (int tries = 1; tries < MOST_TRIES; tries++) {
      var heartbeat = new Punctual();
      Thread.ofPlatform().daemon().name("parley-suite-heartbeat").start(heartbeat::beat);
      try {
        part.run();
        return;
      } catch (Mismatch failure) {
        if (!heartbeat.heldUp) {
          throw failure;
        }
      } catch (HarnessFault tooSlow) {
        // The suite has itself seen that it was too slow.
      } finally {
        heartbeat.over = true;
      }
    }
    part.run();
  }

  /** Sleeps a little, again and again, and notices when it is woken late. */
  private void beat() {
    while (!over) {
      long start = System.nanoTime();
      Pause.of(BEAT);
      if (System.nanoTime() - start > BEAT.plus(HELD_UP).toNanos()) {
        heldUp = true;
      }
    }
  }
}
