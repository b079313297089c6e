// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.protocol.Frame;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class LinesTest {

  @Test
  void splitsAtLineFeedsOnly() {
    assertThat(lines("a\n\nb\r\n\0\u00ff\n")).containsExactly("a", "", "b\r", "\0\u00ff");
  }

  @Test
  void takesTheLastLineWithoutItsEnd() {
    assertThat(lines("a\nb")).containsExactly("a", "b");
  }

  @Test
  void findsNoLineInNothing() {
    assertThat(lines("")).isEmpty();
    assertThatExceptionOfType(NoSuchElementException.class)
        .isThrownBy(() -> new Lines(InputStream.nullInputStream()).next());
  }

  @Test
  void takesTheLongestPayloadAndNoMore() {
    var longest = new Lines(new ByteArrayInputStream(new byte[Frame.LARGEST_MAXIMUM_PAYLOAD]));
    assertThat(longest.next()).hasSize(Frame.LARGEST_MAXIMUM_PAYLOAD);

    var longer = new Lines(new ByteArrayInputStream(new byte[Frame.LARGEST_MAXIMUM_PAYLOAD + 1]));
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(longer::hasNext)
        .withMessageContaining("16777216")
        .matches(e -> e.exitCode() == ExitCode.USAGE);
  }

  @Test
  void saysThatTheStreamCannotBeRead() throws Exception {
    var closed = new BufferedInputStream(InputStream.nullInputStream());
    closed.close();

    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> new Lines(closed).hasNext())
        .withMessage("cannot read standard input: Stream closed");
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    new Lines(new ByteArrayInputStream(text.getBytes(ISO_8859_1)))
        .forEachRemaining(line -> lines.add(new String(line, ISO_8859_1)));
    return lines;
  }
}
