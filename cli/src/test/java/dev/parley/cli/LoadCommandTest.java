// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static dev.parley.cli.Invocation.parley;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.cli.Invocation.Result;
import dev.parley.comparison.model.Histograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class LoadCommandTest {

  private static final String[] SHORT = {"--warm-up", "0", "--duration", "200ms"};

  @Test
  void tellsWhatALoadCameTo() {
    try (var server = RunningServer.serve("nio")) {
      String pid = Long.toString(ProcessHandle.current().pid());

      Result result = load(server.target(), "-c", "3", "-d", "2", "--server-process", pid);

      assertThat(result.err()).isEmpty();
      assertThat(result.exitCode()).isZero();
      assertThat(result.out().lines().toList())
          .anyMatch(line -> line.equals(server.target() + ": 3 connections, 2 pipelined, 64 bytes"))
          .anyMatch(line -> line.matches("  measured   \\d\\.\\d s after 0\\.0 s"))
          .anyMatch(line -> line.matches("  messages   [0-9,]+, [0-9,]+/s"))
          .anyMatch(line -> line.matches("  latency    p50 .+, p90 .+, p99 .+, p99\\.9 .+, max .+"))
          .anyMatch(line -> line.matches("  generator  \\d+ % of a processor, .+ us/message"))
          .anyMatch(line -> line.matches("  server     \\d+ % of a processor, .+ us/message"))
          .anyMatch(line -> line.equals("  errors     0"));
    }
  }

  @Test
  void printsOneLineOfJsonWithTheHistogram() throws Exception {
    try (var server = RunningServer.serve("virtual")) {
      Result result = load(server.target(), "--rate", "500", "--format", "json");

      JsonNode told = new ObjectMapper().readTree(result.out());
      assertThat(result.out().lines()).hasSize(1);
      assertThat(told.path("format").asText()).isEqualTo("parley-load/1");
      assertThat(told.path("target").asText()).isEqualTo(server.target());
      assertThat(told.at("/workload/loop").asText()).isEqualTo("OPEN");
      assertThat(told.at("/result/messages").asLong()).isPositive();
      // All that were due, answered or not.
      assertThat(Histograms.decode(told.at("/result/latency/histogram").asText()).getTotalCount())
          .isCloseTo(Math.round(500 * told.at("/result/seconds").asDouble()), within(5L));
    }
  }

  @Test
  void addsWhatOtherMachinesTold(@TempDir Path directory) throws IOException {
    try (var server = RunningServer.serve("nio")) {
      Path file = directory.resolve("other.json");
      String other = load(server.target(), "--rate", "300", "--format", "json").out();
      Files.writeString(file, other);
      String[] line = {"--rate", "300", "--format", "json", "--with", file.toString()};

      JsonNode both = new ObjectMapper().readTree(load(server.target(), line).out());

      JsonNode alone = new ObjectMapper().readTree(other);
      for (String sum :
          List.of("/result/messages", "/result/messagesPerSecond", "/result/latency/count")) {
        assertThat(both.at(sum).asDouble()).as(sum).isGreaterThan(alone.at(sum).asDouble());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'[', it is no JSON",
    "'{}', it is no result of load",
    "'', it is no",
    "'{\"format\": \"parley-load/1\", \"result\": {\"latency\": {}}}', lacks the histogram",
    "'{\"format\": \"parley-load/1\", \"result\": {\"latency\": {\"histogram\": \"x\"}}}', be read"
  })
  void refusesAFileOfAnotherKind(String content, String text, @TempDir Path directory)
      throws IOException {
    Path file = Files.writeString(directory.resolve("other.json"), content);

    Result result = load("tcp://127.0.0.1:1", "--with", file.toString());

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("parley load: --with: cannot read ").contains(text);
  }

  @ParameterizedTest
  @CsvSource({
    "tcp://127.0.0.1:1, --connections=0, --connections must be at least 1",
    "tcp://127.0.0.1:1, --depth=0, --depth must be at least 1",
    "tcp://127.0.0.1:1, --rate=0, --rate must be at least 1",
    "tcp://127.0.0.1:1, --duration=0, --duration must be longer than 0",
    "tcp://127.0.0.1:1, --churn --rate=1, --churn and --rate do not go together",
    "tcp://127.0.0.1:1, --depth=2 --rate=1, --rate sends by the clock",
    "udp://127.0.0.1:1, --churn, --churn is for connections",
    "udp://127.0.0.1:1, --idle=1, --idle is for connections",
    "udp://127.0.0.1:1, --payload=65499, --payload is at most 65498",
    "tcp://127.0.0.1:1, --depth=999 --payload=1m, is more than 256 MiB",
    "tcp://127.0.0.1:1, --payload=17m, --payload: '17m' is too large",
    "tcp://127.0.0.1:1, --server-process=0, there is no process 0",
    "ftp://127.0.0.1:1, --depth=1, 'ftp' is none of tcp"
  })
  void refusesWhatMakesNoSense(String target, String options, String text) {
    Result result = parley(words("load " + target + " " + options));

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err().lines().findFirst().orElseThrow())
        .startsWith("parley load: ")
        .contains(text);
    assertThat(result.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "tcp, 127.0.0.1:1: Connection refused",
    "tls, 127.0.0.1:1: Connection refused",
    "udp, nobody is at that port"
  })
  void saysThatTheTargetCannotBeReached(String scheme, String text) {
    Result result = load(scheme + "://127.0.0.1:1");

    assertThat(result.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(result.err()).startsWith("parley load: ").contains(text).hasLineCount(1);
  }

  @Test
  void toldOfErrorsItFails() {
    try (var server = RunningServer.serve("nio", "--max-payload", "10")) {
      Result result = load(server.target(), "-p", "64", "-c", "1");

      assertThat(result.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
      assertThat(result.err()).contains("ERROR TOO_LARGE");
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals")
  void tellsWhatItHasWhenInterrupted() throws Exception {
    try (var server = RunningServer.serve("nio", "--verbose");
        var load =
            ParleyProcess.start(
                Map.of(),
                "load",
                server.target(),
                "--rate",
                "100",
                "--warm-up",
                "0",
                "--duration",
                "10m")) {
      await().until(() -> server.err().contains("opened"));

      load.signal("INT");

      assertThat(load.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
      assertThat(load.out()).contains("  messages ");
      assertThat(load.err()).isEmpty();
    }
  }

  private static Result load(String target, String... options) {
    return parley(words("load " + target, SHORT, options));
  }

  private static String[] words(String line, String[]... more) {
    return Stream.concat(
            Arrays.stream(line.split(" ", -1)), Arrays.stream(more).flatMap(Arrays::stream))
        .toArray(String[]::new);
  }
}
