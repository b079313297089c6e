// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.conformance.process.ProcessOutput;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Reads what a program prints, so that it never blocks on a full pipe; keeps the last lines and
 * finds the first that begins with a given word. Thread-safe.
 */
final class OutputDrain {

  private static final int KEPT = 20;
  private static final int LONGEST_LINE = 500;

  private final Deque<String> last = new ArrayDeque<>();
  private final CompletableFuture<String> found = new CompletableFuture<>();
  private final String beginning;
  private final Thread thread;

  /** Starts to read, in a thread that ends with the stream. */
  OutputDrain(InputStream output, String beginning) {
    this.beginning = beginning;
    this.thread =
        Thread.ofPlatform().daemon().name("parley-suite-drain").start(() -> drain(output));
  }

  /** Returns the first line that begins so; fails with an IOException at the end of the stream. */
  CompletableFuture<String> found() {
    return found;
  }

  List<String> lastLines() {
    synchronized (last) {
      return List.copyOf(last);
    }
  }

  /** Waits for the end of the stream, so that its last lines are there. */
  void awaitEnd(long millis) throws InterruptedException {
    thread.join(millis);
  }

  private void drain(InputStream output) {
    var reader = new BufferedReader(new InputStreamReader(new ProcessOutput(output), UTF_8));
    try {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        keep(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("output of a process is read without errors", e);
    }
    found.completeExceptionally(new IOException("the output ended"));
  }

  private void keep(String line) {
    if (line.startsWith(beginning)) {
      found.complete(line);
    }
    synchronized (last) {
      if (last.size() == KEPT) {
        last.removeFirst();
      }
      last.addLast(line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + ".." : line);
    }
  }
}
