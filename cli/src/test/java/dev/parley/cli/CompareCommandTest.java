// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static dev.parley.cli.Invocation.parley;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cli.Invocation.Result;
import dev.parley.comparison.model.Comparison;
import dev.parley.comparison.model.ComparisonFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(180)
class CompareCommandTest {

  @TempDir Path directory;

  /** A server is about to be started when the signal comes: nobody would end it later. */
  @AfterEach
  void leavesNoProcessBehind() {
    assertThat(Programs.orphans()).isEmpty();
  }

  @Test
  void printsATableAndKeepsTheFigures() throws IOException {
    Result first = compare("nio", "udp", "--seed", "7");

    assertThat(first.exitCode()).isZero();
    assertThat(first.out().lines().toList())
        .anyMatch(line -> line.startsWith("Comparing nio, udp: "))
        .anyMatch(line -> line.startsWith("w3        64 connections "))
        .anyMatch(line -> line.matches("messages/s, and ratio +w1 +w2 +w3 +w4 +w7"))
        .anyMatch(line -> line.matches("nio( +[0-9,]+\\*?){5}"))
        .anyMatch(line -> line.matches("udp( +[0-9,]+\\*?){3}"))
        .anyMatch(line -> line.matches("costs +p50 +p99 +us/message .*"))
        .anyMatch(line -> line.matches("nio( +\\d[^ ]* [um]s){2} .* 2000\\+"))
        .anyMatch(line -> line.matches("p99 beside +nobody +slow ones .*"))
        .anyMatch(line -> line.matches("nio( +\\d[^ ]* [um]s( \\(\\d+ unanswered\\))?){4}"))
        .anyMatch(line ->
            line.matches("nio measured twice, ratio of both: w1 [0-9.]+ \\(one block\\), .*"))
        .anyMatch(line -> line.equals("This was a quick run: the figures are indicative."))
        .anyMatch(line -> line.startsWith("Results: " + json() + ", "));
    assertThat(directory.resolve("report.html")).content().contains("Choose it when");
    assertThat(directory.resolve("comparison.csv")).content().contains("\r\n\"w2\",\"nio\",1,");
    assertThat(first.err().lines())
        .anyMatch(line -> line.matches("\\[\\.+] \\d+ s left, block 1 of 1: .*"));
    Comparison all = read();
    assertThat(all.run().complete()).isTrue();
    assertThat(all.run().seed()).isEqualTo(7);

    tellsItAgain(first);
    Path earlier = Files.move(json(), directory.resolve("earlier.json"));
    Result second = compare("nio", "--only", "w2", "--against", earlier.toString());

    assertThat(second.out().lines())
        .anyMatch(line -> line.matches("nio at w2: \\d.* of the earlier run\\."))
        .anyMatch(line ->
            line.matches("nio again at w2: .* of the earlier run, \\d.* against the baseline\\."));
    assertThat(read().changes()).isNotEmpty();
  }

  /** With figures.json alone: that holds all that a reader is shown. */
  private void tellsItAgain(Result first) throws IOException {
    Path again = directory.resolve("again");

    Result result =
        parley(
            "compare",
            "--from",
            directory.resolve("figures.json").toString(),
            "--out",
            again.toString());

    assertThat(result.exitCode()).isZero();
    assertThat(first.out()).contains(result.out().substring(0, result.out().indexOf("Results: ")));
    for (String name : List.of("comparison.svg", "figures.json")) {
      assertThat(again.resolve(name)).hasSameTextualContentAs(directory.resolve(name));
    }
    assertThat(again.resolve("comparison.json")).doesNotExist();
    assertThat(again.resolve("report.html")).content().contains("Choose it when");
  }

  @Test
  void comparesWithAProgram() throws IOException {
    String program = Programs.launch(Parley.class) + " serve threaded";

    Result result = compare("nio", "--only", "w1", "--launch", program, "--baseline", "threaded");

    assertThat(result.exitCode()).isZero();
    assertThat(read().ratios())
        .anyMatch(ratio -> ratio.subject().equals("nio") && ratio.baseline().equals("threaded"));
  }

  @Test
  void failsWhenOneOfThemCannotBeMeasured() {
    Result result = compare("nio", "--only", "w1", "--launch", "python3 no/such/file.py");

    assertThat(result.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(result.out()).contains("file.py: it ended before it said where it listens");
  }

  @ParameterizedTest
  @CsvSource({
    "nioo, no style is named 'nioo'; did you mean 'nio'?",
    "nio --blocks 0, --blocks must be at least 1",
    "nio --only w99, --only: there is no workload 'w99' (there are: w1",
    "udp --only w2, --only: none of these is measured at w2",
    "nio --scale 0, '0' is no factor from 0.01 to 100",
    "nio --transport udp, --transport is for --launch",
    "nio --launch \"', --launch: ",
    "nio --baseline pool, --baseline: 'pool' is none of those that are compared: nio",
    "nio --against none.json, --against: cannot read 'none.json': there is no such file",
    "--from none.json, --from measures nothing: only --against and --out go with it"
  })
  void refusesWhatMakesNoSense(String options, String text) {
    Result result = compare(options.split(" ", -1));

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("parley compare: ").contains(text);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void refusesADirectoryThatIsNone() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    Result result = parley("compare", "nio", "--out", file.toString());

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("parley compare: --out: cannot write to ");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals")
  void keepsWhatItHasWhenInterrupted() throws Exception {
    try (var compare = ParleyProcess.start(Map.of(), words("nio", "--quick", "--blocks", "9"))) {
      compare.awaitOnErr("block 2 of 9");
      List<ProcessHandle> started = compare.awaitDescendants();

      compare.signal("INT");

      assertThat(compare.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
      assertThat(started).noneMatch(ProcessHandle::isAlive);
      assertThat(compare.out()).contains("messages/s, and ratio", "Interrupted: the rest ");
      assertThat(read().run().complete()).isFalse();
      assertThat(read().run().blocks()).isEqualTo(1);
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals")
  void saysThatThereIsNothingYet() throws Exception {
    try (var compare = ParleyProcess.start(Map.of(), words("nio"))) {
      compare.awaitOnErr("finding a rate");

      compare.signal("INT");

      assertThat(compare.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
      assertThat(compare.out()).contains("Interrupted: nothing was measured.");
      assertThat(directory).isEmptyDirectory();
    }
  }

  private Result compare(String... options) {
    return parley(words(options));
  }

  private String[] words(String... options) {
    List<String> line = new ArrayList<>(List.of("compare"));
    line.addAll(List.of("--out", directory.toString(), "--quick", "--blocks", "1"));
    line.addAll(List.of("--scale", "0.3"));
    line.addAll(List.of(options));
    return line.toArray(String[]::new);
  }

  private Path json() {
    return directory.resolve("comparison.json");
  }

  private Comparison read() throws IOException {
    try (InputStream in = Files.newInputStream(json())) {
      return ComparisonFile.read(in);
    }
  }
}
