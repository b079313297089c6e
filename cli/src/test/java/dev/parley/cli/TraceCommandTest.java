// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static dev.parley.cli.Invocation.parley;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cli.Invocation.Result;
import dev.parley.protocol.Style;
import dev.parley.trace.draw.Captions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class TraceCommandTest {

  @TempDir Path directory;

  @Test
  void blockingServesOneClientAfterTheOther() {
    Result result = trace("blocking");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .startsWith("blocking: one client at a time, with java.net.Socket; 1 processor");
    String accept = lane(result.out(), "accept");
    assertThat(accept).as("one after the other").matches("[^OD*]*S[^OD*]*O[^S]*D[^SO]*");
    assertThat(lane(result.out(), "ordinary")).matches(" +O[.]{5,}O.*");
    assertThat(result.out()).endsWith("Pictures: " + page() + System.lineSeparator());
  }

  @Test
  void nioServesAllOnOneThread() {
    Result result = trace("nio");

    List<String> serving =
        result.out().lines().filter(line -> line.matches("  loop-.*[SOD].*")).toList();
    assertThat(serving).hasSize(1);
    assertThat(serving.getFirst()).contains("O", "D", "S").endsWith("  select");
    // The ordinary client is served while the slow one's frame drips and the DELAY waits.
    assertThat(lane(result.out(), "loop-1")).matches("[^S*]*O.*S.*");
  }

  @Test
  void leavesPicturesAndRecordingsWhereItIsTold() throws IOException {
    Path pictures = directory.resolve("pictures");
    Path recordings = directory.resolve("recordings");

    Result result = trace("udp", "--svg", pictures.toString(), "--jfr", recordings.toString());

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("  A datagram comes whole: ")
        .endsWith("Pictures: %s, and in %s%n".formatted(page(), pictures));
    assertThat(page()).content().contains("<h2 id=\"udp\">", "A datagram comes whole");
    assertThat(pictures.resolve("udp.svg")).content().contains("udp on 1 processor");
    assertThat(Files.size(pictures.resolve("udp.svg"))).isLessThan(60_000);
    assertThat(recordings.resolve("udp.jfr")).isNotEmptyFile();
  }

  @ParameterizedTest
  @CsvSource({
    "nioo, no style is named 'nioo'; did you mean 'nio'?",
    "nio --processors 0, --processors: '0' is no whole number from 1 to 64",
    "nio --outt x, there is no option '--outt'; did you mean '--out'?"
  })
  void refusesWhatMakesNoSense(String options, String text) {
    Result result = trace(options.split(" ", -1));

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("parley trace: ").contains(text);
    assertThat(directory).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"--svg", "--jfr"})
  void refusesADirectoryThatIsNone(String option) throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    Result result = trace("nio", option, file.toString());

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("parley trace: " + option + ": cannot write to ");
  }

  @Test
  void refusesAPageThatIsADirectory() {
    Result result = parley("trace", "udp", "--out", directory.toString());

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err())
        .startsWith("parley trace: --out: '%s' is a directory%n".formatted(directory));
  }

  @Test
  void hasWordsForEveryStyle() throws IOException {
    Captions captions = Captions.load();

    assertThat(Style.all()).allSatisfy(style -> assertThat(captions.of(style.name())).isNotEmpty());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals")
  void endsWhatItHasStartedWhenInterrupted() throws Exception {
    try (var trace = ParleyProcess.start(Map.of(), words())) {
      List<ProcessHandle> started = trace.awaitDescendants();

      trace.signal("INT");

      assertThat(trace.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
      assertThat(started).noneMatch(ProcessHandle::isAlive);
      assertThat(trace.out()).contains("Interrupted: nothing is written.");
      assertThat(directory).isEmptyDirectory();
    }
  }

  private Result trace(String... options) {
    return parley(words(options));
  }

  private String[] words(String... options) {
    List<String> line = new ArrayList<>(List.of("trace", "--out", page().toString()));
    line.addAll(List.of(options));
    return line.toArray(String[]::new);
  }

  private Path page() {
    return directory.resolve("trace.html");
  }

  /** Returns what is drawn behind a lane's name. */
  private static String lane(String out, String name) {
    String start = "  " + name + "  ";
    return out.lines()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .findFirst()
        .orElseThrow();
  }
}
