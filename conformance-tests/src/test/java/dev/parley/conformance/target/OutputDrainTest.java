// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputDrainTest {

  private static final long MILLIS = 5_000;

  @Test
  void keepsWhatTheSystemPutsAsideWhenAProcessEnds() throws Exception {
    var drain = drain(text("first\n"), new FailingOnce(), text("last\n"));

    drain.awaitEnd(MILLIS);
    assertThat(drain.lastLines()).containsExactly("first", "last");
  }

  @Test
  void keepsWhatItHasReadWhenThePipeIsClosedMeanwhile() throws Exception {
    var drain = drain(new BufferedInputStream(new ClosedMeanwhile("last\n")));

    drain.awaitEnd(MILLIS);
    assertThat(drain.lastLines()).containsExactly("last");
  }

  @Test
  void endsWithAStreamThatFailsForGood() throws Exception {
    var drain = drain(text("first\n"), new FailingOnce(), new FailingOnce(), text("never read\n"));

    drain.awaitEnd(MILLIS);
    assertThat(drain.found()).isCompletedExceptionally();
    assertThat(drain.lastLines()).containsExactly("first");
  }

  @Test
  void keepsTheLastLinesOnly() throws Exception {
    var drain = drain(text("x\n".repeat(100) + "y".repeat(600)));

    drain.awaitEnd(MILLIS);
    assertThat(drain.lastLines()).hasSize(20).endsWith("y".repeat(500) + "..");
  }

  private static OutputDrain drain(InputStream... parts) {
    return new OutputDrain(
        new SequenceInputStream(Collections.enumeration(List.of(parts))), "LISTENING ");
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  /** Fails at the first read, as a pipe does that is closed meanwhile, and is empty then. */
  private static final class FailingOnce extends InputStream {

    private boolean failed;

    @Override
    public int read() throws IOException {
      if (failed) {
        return -1;
      }
      failed = true;
      throw new IOException("Stream closed");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return read();
    }
  }

  /** Is closed as soon as its text has been read, so that it cannot tell whether there is more. */
  private static final class ClosedMeanwhile extends ByteArrayInputStream {

    ClosedMeanwhile(String text) {
      super(text.getBytes(UTF_8));
    }

    @Override
    public synchronized int available() {
      throw new UncheckedIOException(new IOException("Stream Closed"));
    }
  }
}
