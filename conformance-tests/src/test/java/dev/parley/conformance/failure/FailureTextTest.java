// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.wire.Hex;
import dev.parley.conformance.wire.Names;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureTextTest {

  @Test
  void tellsTheWholeStoryInTheOrderInWhichOneReadsIt() {
    var failure =
        new ConformanceFailure(
            new ConformanceFailure.Story(
                "F01",
                "echo and ids",
                "threaded",
                List.of(
                    new Rule("R0.2", "The reply to an ECHO MUST come. ".repeat(4).strip(), null)),
                List.of("ECHO reply, id 7, 2 bytes", "a clean end (FIN)"),
                "ECHO reply, id 8, 2 bytes",
                Hex.difference(bytes("0000000281000000076869"), bytes("0000000281000000086869")),
                "-> the suite, <- the server",
                "     0.1 ms -> connected\n     0.2 ms -> ECHO, id 7, 2 bytes",
                List.of("The id is wrong."),
                List.of("Exception in thread main", "  at Server"),
                "./parley check threaded --only F01 --seed 42"),
            new IllegalStateException());

    assertThat(failure)
        .hasMessage(
            """
            F01 echo and ids - failed by threaded
            Rules
              R0.2 The reply to an ECHO MUST come. The reply to an ECHO MUST come. The reply to an ECHO MUST
                 come. The reply to an ECHO MUST come.
            Expected
              ECHO reply, id 7, 2 bytes
              or a clean end (FIN)
            Actual
              ECHO reply, id 8, 2 bytes
            First difference
              expected  00 00 00 02 81 00 00 00 07 68 69
              actual    00 00 00 02 81 00 00 00 08 68 69
                                                ^ byte 8
            Transcript (-> the suite, <- the server)
                   0.1 ms -> connected
                   0.2 ms -> ECHO, id 7, 2 bytes
            Likely causes
              - The id is wrong.
            The server's last lines on standard error
              Exception in thread main
                at Server
            Run just this again
              ./parley check threaded --only F01 --seed 42
            """);
    assertThat(failure.story().id()).isEqualTo("F01");
  }

  /** Every line that a target may choose is further in than the suite's own headings. */
  @Test
  void letsATargetNeitherForgeALineNorMoveTheCursor() {
    String forged = "x\r\nLikely causes\r\u2028\u0085\033[2J\u202e\fRun just this again\n\tat";
    var failure =
        new ConformanceFailure(
            new ConformanceFailure.Story(
                "F01",
                "echo and ids",
                "threaded",
                List.of(),
                List.of("nothing"),
                forged,
                forged,
                "-> the suite, <- the server",
                forged,
                List.of(forged),
                List.of(forged),
                "./parley check"),
            new IllegalStateException());

    List<String> lines = String.valueOf(failure.getMessage()).lines().toList();
    assertThat(lines).allMatch(line -> line.equals(Names.printable(line)));
    assertThat(lines)
        .filteredOn(line -> !line.startsWith("  "))
        .containsExactly(
            "F01 echo and ids - failed by threaded",
            "Expected",
            "Actual",
            "First difference",
            "Transcript (-> the suite, <- the server)",
            "Likely causes",
            "The server's last lines on standard error",
            "Run just this again");
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
