// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static dev.parley.cli.Samples.result;
import static dev.parley.cli.Samples.scenario;
import static dev.parley.conformance.verdict.Verdict.FAILED;
import static dev.parley.conformance.verdict.Verdict.NOT_APPLICABLE;
import static dev.parley.conformance.verdict.Verdict.PASSED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private static final String ERASE = "\r\033[2K";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void updatesOneLineOnATerminal() {
    play(progress(true, Map.of("TERM", "xterm")));

    assertThat(out.toString(UTF_8))
        .isEqualTo(
            ERASE
                + "1 of 3: pool F01 title of F01"
                + ERASE
                + "2 of 3: pool F02 title of F02"
                + ERASE
                + "3 of 3, 1 failed: pool F03 title of F03"
                + ERASE);
  }

  @Test
  void writesALineForEachScenarioElsewhere() {
    play(progress(false, Map.of()));

    assertThat(out.toString(UTF_8).lines())
        .containsExactly(
            "pool F01 title of F01: passed (12 ms)",
            "pool F02 title of F02: failed (12 ms)",
            "pool F03 title of F03: not applicable (12 ms)",
            "");
  }

  @Test
  void takesADumbTerminalForNone() {
    play(progress(true, Map.of("TERM", "dumb")));

    assertThat(out.toString(UTF_8)).startsWith("pool F01 title of F01: passed");
  }

  @Test
  void keepsItsLineWithinATerminal() {
    Progress progress = progress(true, Map.of());
    progress.begin(1);
    progress.started("p".repeat(100), scenario("F01"));

    assertThat(out.toString(UTF_8)).hasSize(ERASE.length() + 79);
  }

  private static void play(Progress progress) {
    progress.begin(3);
    progress.started("pool", scenario("F01"));
    progress.finished("pool", result("F01", PASSED));
    progress.started("pool", scenario("F02"));
    progress.finished("pool", result("F02", FAILED));
    progress.started("pool", scenario("F03"));
    progress.finished("pool", result("F03", NOT_APPLICABLE));
    progress.end();
  }

  private Progress progress(boolean terminal, Map<String, String> environment) {
    var stream = new PrintStream(out, true, UTF_8);
    return Progress.on(
        new Shell(
            InputStream.nullInputStream(),
            stream,
            stream,
            environment,
            terminal,
            new Termination()));
  }
}
