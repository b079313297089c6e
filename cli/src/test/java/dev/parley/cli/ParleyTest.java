// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static dev.parley.cli.Invocation.parley;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cli.Invocation.Result;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ParleyTest {

  @Test
  void saysWhatItNeedsWhenNothingIsAsked() {
    Result result = parley();

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err().lines())
        .containsExactly("parley: a command is missing", "Try 'parley --help'.");
  }

  @ParameterizedTest
  @CsvSource({
    "serv, there is no command 'serv'; did you mean 'serve'?",
    "stiles, there is no command 'stiles'; did you mean 'styles'?",
    "frobnicate, there is no command 'frobnicate'",
    "--verson, there is no option '--verson'; did you mean '--version'?",
    "--color=x, there is no option '--color'"
  })
  void guessesWhatWasMeant(String word, String complaint) {
    Result result = parley(word);

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err().lines())
        .containsExactly("parley: " + complaint, "Try 'parley --help'.");
    assertThat(result.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "send", "styles", "diff", "generate-completion"})
  void tellsAboutEachCommand(String command) {
    Result help = parley("help", command);

    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).startsWith("Usage: parley " + command + " ");
    assertThat(parley("--help").out()).contains("  " + command + " ");
    assertThat(parley(command, "--help")).isEqualTo(help);
  }

  @Test
  void tellsItsVersionAndJava() {
    Result result = parley("--version");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out().lines()).hasSize(2).first().asString().startsWith("parley ");
    assertThat(result.out()).contains("Java " + System.getProperty("java.version"));
  }

  @Test
  void completesCommandsOptionsAndStyles() {
    assertThat(parley("generate-completion").out())
        .contains("complete -F _complete_parley")
        .contains("--idle-timeout")
        .contains("styles")
        .contains("\"virtual\"");
  }

  @Test
  void tellsOfABugInOneLine() {
    Result result = runIntoADefect(Map.of());

    assertThat(result.exitCode()).isEqualTo(ExitCode.BUG);
    assertThat(result.err().lines())
        .containsExactly(
            "parley send: this is a bug in parley: java.lang.IllegalStateException:"
                + " two\\u{a}lines; PARLEY_DEBUG=1 shows where");
  }

  @Test
  void showsWhereABugIsWhenAsked() {
    Result result = runIntoADefect(Map.of("PARLEY_DEBUG", "1"));

    assertThat(result.exitCode()).isEqualTo(ExitCode.BUG);
    assertThat(result.err()).contains("\tat " + Defect.class.getName() + ".read");
  }

  private static Result runIntoADefect(Map<String, String> environment) {
    try (var server = RunningServer.serve("virtual")) {
      return new Invocation(environment, new Defect()).run("send", server.target());
    }
  }

  /** Standard input that fails as only a bug can. */
  private static final class Defect extends InputStream {
    @Override
    public int read() {
      throw new IllegalStateException("two\nlines");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      return read();
    }
  }
}
