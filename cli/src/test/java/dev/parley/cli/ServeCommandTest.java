// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static dev.parley.cli.Invocation.parley;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.cli.Invocation.Result;
import dev.parley.protocol.LaunchContract;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ServeCommandTest {

  @ParameterizedTest
  @ValueSource(strings = {"blocking", "threaded", "pool", "virtual"})
  void listensAnswersAndEnds(String style) {
    try (var server = RunningServer.serve(style)) {
      String target = server.target();
      assertThat(target).matches("tcp://127\\.0\\.0\\.1:[0-9]+");
      assertThat(parley("send", target, "hello").out()).isEqualTo("hello\n");

      Result result = server.terminate();

      assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
      assertThat(result.out()).isEqualTo("LISTENING " + target + System.lineSeparator());
      assertThat(parley("send", target, "x").err()).startsWith("REFUSED ");
    }
  }

  @Test
  void tellsWhatTheSystemGrants() {
    try (var server = RunningServer.serve("virtual", "--backlog", "5", "--receive-buffer", "8k")) {
      assertThat(server.err())
          .startsWith("parley serve: backlog 5 ")
          .contains("receive buffer 8192 bytes granted of 8192");
    }
  }

  @Test
  void logsOnlyWhenAsked() {
    try (var quiet = RunningServer.serve("virtual");
        var verbose = RunningServer.serve("virtual", "--verbose")) {
      parley("send", quiet.target(), "secret");
      parley("send", verbose.target(), "secret");

      await().until(() -> verbose.err().contains("#1 closed: PEER_CLOSED"));
      assertThat(verbose.err())
          .contains("#1 opened by 127.0.0.1:", "#1 < ECHO id ", "#1 > ECHO reply id ")
          .doesNotContain("secret");
      quiet.terminate();
      assertThat(quiet.err().lines()).hasSize(1);
    }
  }

  /** A client that would like to have a line of its own in the log. */
  @Test
  void logsNothingThatAClientChose() {
    try (var server = RunningServer.serve("virtual", "--verbose")) {
      parley("send", server.target(), "a\r\n00:00:00.000 #9 opened by nobody\033[2J\n");

      await().until(() -> server.err().contains("#1 closed: PEER_CLOSED"));
      assertThat(server.err().lines().skip(1))
          .hasSize(4)
          .allMatch(line -> line.matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} #1 [ -~]+"));
    }
  }

  @Test
  void optionBeatsEnvironmentBeatsDefault() {
    var environment =
        Map.of(
            LaunchContract.PORT, "0",
            LaunchContract.MAX_PAYLOAD, "nonsense",
            LaunchContract.MAX_DELAY_MS, "100",
            LaunchContract.IDLE_TIMEOUT_MS, "");
    try (var server =
        RunningServer.serve(environment, Stream.of("virtual", "--max-payload", "4"))) {
      String target = server.target();

      assertThat(parley("send", target, "1234").exitCode()).isZero();
      assertThat(parley("send", target, "12345").err()).startsWith("ERROR 1 TOO_LARGE");
      assertThat(parley("send", target, "--delay", "101ms", "").err()).startsWith("ERROR 3 ");
    }
  }

  @Test
  void theLastOfSeveralWinsAndLosesNoOther() {
    String[] options = {
      "--max-payload",
      "9",
      "--max-delay",
      "50ms",
      "--backlog",
      "2",
      "--max-payload",
      "4",
      "--backlog",
      "3",
      "--port",
      "1",
      "--port",
      "0"
    };
    try (var server =
        RunningServer.serve(Map.of(), Stream.concat(Stream.of("virtual"), Stream.of(options)))) {
      assertThat(server.err()).startsWith("parley serve: backlog 3 ");
      assertThat(parley("send", server.target(), "12345").err()).startsWith("ERROR 1 TOO_LARGE");
      assertThat(parley("send", server.target(), "--delay", "51ms", "").err())
          .startsWith("ERROR 3 ");
    }
  }

  @Test
  void everyClockReachesTheServer() throws Exception {
    try (var server =
        RunningServer.serve("virtual", "--idle-timeout", "300ms", "--drain-timeout", "0")) {
      try (var client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        client.setSoTimeout(5000);
        byte[] error = client.getInputStream().readAllBytes();
        assertThat(error[4]).isEqualTo((byte) 0xFF);
        assertThat(error[9]).isEqualTo((byte) 4);
      }
    }
  }

  @Test
  void listensAtTheHostThatIsGiven() {
    try (var server = RunningServer.serve("virtual", "--host", "127.0.0.2")) {
      assertThat(server.target()).startsWith("tcp://127.0.0.2:");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--no-delay",
        "--no-delay=false",
        "--keep-alive",
        "--keep-alive=true",
        "--reuse-address=false"
      })
  void takesSwitchesWithAndWithoutAValue(String option) {
    try (var server = RunningServer.serve(Map.of(), Stream.of("--port", "0", option, "virtual"))) {
      assertThat(parley("send", server.target(), "x").exitCode()).isZero();
    }
  }

  @Test
  void namesATakenAddressAndWhatToTry() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Result result = parley("serve", "threaded", "--port", Integer.toString(taken.getLocalPort()));

      assertThat(result.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
      assertThat(result.out()).isEmpty();
      assertThat(result.err().lines()).hasSize(1);
      assertThat(result.err())
          .contains("127.0.0.1:" + taken.getLocalPort(), "in use", "another --port");
    }
  }

  @Test
  void namesAnAddressThatIsNotOfThisHost() {
    Result result = parley("serve", "threaded", "--host", "192.0.2.1", "--port", "0");

    assertThat(result.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(result.err()).contains("192.0.2.1:0", "--host that this machine has");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "threadde | no style is named 'threadde'; did you mean 'threaded'?",
        "threaded --port 65536 | --port: '65536' is no whole number from 0 to 65535",
        "threaded --idle-timeout 5 | --idle-timeout: '5' is no duration",
        "threaded --max-payload 17m | --max-payload: '17m' is too large: at most 16777216 bytes",
        "threaded --backlog 0 | backlog must be at least 1",
        "threaded --transport udp | threaded speaks tcp, not udp",
        "threaded --transport sctp | --transport: 'sctp' is none of tcp, udp, tls",
        "threaded --no-delay=maybe | --no-delay: 'maybe' is not a boolean",
        "threaded --host= | --host: the host is empty",
        "threaded --host no.invalid | --host: 'no.invalid' names no host",
        "threaded --prot 1 | there is no option '--prot'; did you mean '--port'?",
        "threaded virtual | 'virtual' is one argument too many",
        "--port 1 | STYLE is missing"
      })
  void refusesAWrongCommandLine(String line, String complaint) {
    Result result = parley(("serve " + line).split(" "));

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("parley serve: " + complaint);
    assertThat(result.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PARLEY_PORT, 65536",
    "PARLEY_PORT, http",
    "PARLEY_HOST, no.invalid",
    "PARLEY_TRANSPORT, udp",
    "PARLEY_TRANSPORT, carrier-pigeon",
    "PARLEY_MAX_PAYLOAD, 16777217",
    "PARLEY_MAX_CONNECTIONS, -1",
    "PARLEY_MAX_DELAY_MS, 1s",
    "PARLEY_IDLE_TIMEOUT_MS, 4294967296",
    "PARLEY_DRAIN_TIMEOUT_MS, 1.5"
  })
  void refusesAWrongEnvironment(String variable, String value) {
    Result result = parley(Map.of(variable, value), "", "serve", "threaded");

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("parley serve: ").hasLineCount(2);
    assertThat(result.err()).endsWith("Try 'parley serve --help'.%n".formatted());
    assertThat(result.out()).isEmpty();
  }
}
