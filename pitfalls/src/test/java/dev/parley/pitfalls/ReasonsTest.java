// SPDX-License-Identifier: Apache-2.0

package dev.parley.pitfalls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file of reasons says, and what it leaves open. */
class ReasonsTest {

  @TempDir private Path directory;

  private Reasons reasons(String... lines) throws IOException {
    return Reasons.read(Files.write(directory.resolve("reasons.txt"), List.of(lines)));
  }

  @Test
  void aReasonIsForAnIdOrForAllThatBeginLikeIt() throws Exception {
    Reasons reasons = reasons("R1.2 | nobody can", "X* | another language");

    assertThat(reasons.of("R1.2")).contains("nobody can");
    assertThat(reasons.of("R1.20")).isEmpty();
    assertThat(reasons.of("X07")).contains("another language");
    assertThat(reasons.of("F01")).isEmpty();
  }

  @Test
  void aCommentIsNoReason() throws Exception {
    assertThat(reasons("# F01 | said in passing", "", "F02").byPattern()).isEmpty();
  }

  @Test
  void aPitfallThatWasNotTriedIsCaughtByNobody() {
    assertThat(Kills.none().by("heartbleed")).isEmpty();
  }
}
