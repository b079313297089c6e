// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import dev.parley.protocol.Request;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A request of a {@link NioClient}, from being submitted to its reply. */
final class Call {

  final Request request;
  final Duration delay;
  final CompletableFuture<byte[]> reply = new CompletableFuture<>();
  private final long start = System.nanoTime();

  /** How long the reply may take; belongs to the loop's thread. */
  Duration limit = Duration.ZERO;

  Call(Request request, Duration delay) {
    this.request = request;
    this.delay = delay;
  }

  long deadline() {
    return start + limit.toNanos();
  }
}
