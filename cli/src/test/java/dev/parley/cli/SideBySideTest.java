// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SideBySideTest {

  private static final SourcePair PAIR =
      new SourcePair(
          new SourceFile("a.Old", "package a;\n\n1\n2\n3\nold\n4\n5\n6\n7\n"),
          new SourceFile("b.New", "package b;\n\n1\n2\n3\nnew\nmore\n4\n5\n6\n7\n"));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void foldsWhatIsAlikeAndCountsOn() {
    print(false, 1);

    assertThat(out.toString(UTF_8).lines())
        .containsExactly(
            "",
            "     a.Old                          b.New",
            "-".repeat(60),
            "     .. 2 lines alike ..",
            "   5 3                            5 3",
            "   6 old                     |    6 new",
            "                             >    7 more",
            "   7 4                            8 4",
            "     .. 3 lines alike ..");
  }

  @Test
  void foldsNoSingleLine() {
    print(false, 2);

    assertThat(out.toString(UTF_8).lines())
        .contains("   3 1                            3 1", "     .. 2 lines alike ..");
  }

  @Test
  void coloursWhatDiffersOnATerminal() {
    print(true, 0);

    assertThat(out.toString(UTF_8))
        .contains("\033[31m   6 old", "\033[32m   6 new\033[0m", "\033[2m     .. 3 lines alike");
  }

  private void print(boolean terminal, int context) {
    var stream = new PrintStream(out, true, UTF_8);
    var shell =
        new Shell(
            InputStream.nullInputStream(), stream, stream, Map.of(), terminal, new Termination());
    new SideBySide(stream, Paint.on(shell), 60, context).print(PAIR);
  }
}
