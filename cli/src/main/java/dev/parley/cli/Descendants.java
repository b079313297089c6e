// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The processes that this one has started, and those that they have. */
final class Descendants {

  private static final Duration GRACE = Duration.ofSeconds(2);

  private Descendants() {}

  /**
   * Asks all to end and kills those that do not; blocks for two seconds at most, and for two more
   * where one had to be killed.
   */
  static void end() {
    List<ProcessHandle> all = ProcessHandle.current().descendants().toList();
    all.forEach(ProcessHandle::destroy);
    CompletableFuture<?>[] ends =
        all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    await(ends);
    all.forEach(ProcessHandle::destroyForcibly);
    await(ends); // whoever is killed is still there for a moment
  }

  private static void await(CompletableFuture<?>[] ends) {
    CompletableFuture.allOf(ends)
        .completeOnTimeout(null, GRACE.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }
}
