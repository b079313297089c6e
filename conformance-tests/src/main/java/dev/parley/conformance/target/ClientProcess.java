// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

import dev.parley.conformance.process.ProcessOutput;
import dev.parley.conformance.verdict.HarnessFault;
import dev.parley.conformance.wire.Mismatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A client in a process that the suite launched: its lines in, its lines out, and its end. */
public final class ClientProcess implements AutoCloseable {

  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final Process process;
  private final OutputDrain errors;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final Thread reader;

  ClientProcess(Process process) {
    this.process = process;
    errors = new OutputDrain(process.getErrorStream(), "");
    reader = Thread.ofPlatform().daemon().name("parley-suite-client").start(this::read);
  }

  private void read() {
    try {
      new ProcessOutput(process.getInputStream()).transferTo(output);
    } catch (IOException e) {
      throw new UncheckedIOException("a copy in memory fails", e);
    }
  }

  /** Writes to its standard input, all of it, and ends that; may block until it reads. */
  public void type(byte[] bytes) {
    try (OutputStream input = process.getOutputStream()) {
      input.write(bytes);
    } catch (IOException e) {
      // It reads no more, which is its right when something has failed.
    }
  }

  /** Returns whether it still runs. */
  public boolean running() {
    return process.isAlive();
  }

  /**
   * Waits for its end, and returns its status.
   *
   * @throws Mismatch if it still runs after {@code limit}
   */
  public int awaitEnd(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Mismatch(
            "a program that ends", "one that still runs after %d ms".formatted(limit.toMillis()));
      }
      errors.awaitEnd(LAST_WORDS.toMillis());
      reader.join(LAST_WORDS);
    } catch (InterruptedException e) {
      throw new HarnessFault("interrupted while a program ended", e);
    }
    return process.exitValue();
  }

  /** Returns what it printed so far. */
  public byte[] output() {
    return output.toByteArray();
  }

  /** Returns the last lines of its standard error. */
  public List<String> errors() {
    return errors.lastLines();
  }

  /** Kills it and its descendants, where they still run. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    Reaper.forget(process);
  }
}
