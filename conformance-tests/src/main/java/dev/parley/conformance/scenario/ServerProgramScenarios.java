// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static dev.parley.protocol.LaunchContract.*;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.target.ServerProcess;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.Endpoint;
import dev.parley.protocol.Transport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a program of a server does by the launch contract: appendix A. */
public interface ServerProgramScenarios extends Conformance {

  /** What every server may be told, and some of them nothing else. */
  List<String> OF_ANY_SERVER = List.of(HOST, MAX_PAYLOAD, MAX_DELAY_MS);

  /** What servers of streams may be told beside that. */
  List<String> OF_STREAMS =
      List.of(MAX_CONNECTIONS, IDLE_TIMEOUT_MS, FRAME_TIMEOUT_MS, WRITE_TIMEOUT_MS);

  /** A number that begins with zeros makes 64 of it where it is taken for octal. */
  int HUNDRED = 100;

  /** The status of a program that cannot do what it is told. */
  int INVALID = 64;

  /** How long a server may take to end that owes nobody anything: R7.3's second, and RA.4's two. */
  Duration SOON = Duration.ofSeconds(3);

  /** Variables that are empty, one that nobody knows, and a number that is not octal. */
  @Scenario(
      id = "S01",
      title = "a program that is told little",
      rules = {"RA.1", "RA.2", "RA.3"})
  default void s01_told_little(Stage stage) {
    Map<String, String> little = new LinkedHashMap<>();
    OF_ANY_SERVER.forEach(variable -> little.put(variable, ""));
    OF_STREAMS.forEach(variable -> little.put(variable, ""));
    little.put("PARLEY_OF_TOMORROW", "yes");
    ServerProcess server = stage.launch(little);
    requireAt(Ports.address("127.0.0.1", 0), server);
    ask(stage, server, 1000, "An empty variable means the default; it is not a 0.");

    ServerProcess small = stage.launch(Map.of(MAX_PAYLOAD, "0000000" + HUNDRED));
    ask(stage, small, HUNDRED, "Numbers are decimal, whatever they begin with: this one is 100.");
  }

  private static void ask(Stage stage, ServerProcess server, int size, String otherwise) {
    WireFrame echo = stage.echo(size);
    try {
      if (isOfStreams(stage)) {
        stage.connect(server).ask(echo);
      } else {
        stage.datagrams().open(server).ask(echo);
      }
    } catch (Mismatch refused) {
      throw refused.because(otherwise);
    }
  }

  private static boolean isOfStreams(Stage stage) {
    return stage.target().transport() != Transport.UDP;
  }

  /** One more than each largest number, and a transport that nobody speaks. */
  @Scenario(
      id = "S02",
      title = "values out of a program's range",
      rules = {"RA.2"},
      slow = true)
  default void s02_out_of_range(Stage stage) {
    requireRefused(stage, PORT, "65536");
    requireRefused(stage, MAX_PAYLOAD, "16777217");
    requireRefused(stage, MAX_DELAY_MS, "2147483648");
    requireRefused(stage, TRANSPORT, "sctp");
    if (stage.target().transport() == Transport.TLS) {
      requireRefused(stage, Map.of(KEY, ""), CERT + " without " + KEY);
    }
  }

  /** What the libraries of many languages take for a number beside digits. */
  @Scenario(
      id = "S03",
      title = "what is no number for a program",
      rules = {"RA.2"},
      slow = true)
  default void s03_no_number(Stage stage) {
    requireRefused(stage, PORT, "+0");
    requireRefused(stage, MAX_PAYLOAD, "1e3");
    requireRefused(stage, MAX_DELAY_MS, "-1");
    requireRefused(stage, DRAIN_TIMEOUT_MS, " 500");
    requireRefused(stage, DRAIN_TIMEOUT_MS, "00000000500");
    requireRefused(stage, DRAIN_TIMEOUT_MS, "\u0665\u0660\u0660");
    if (isOfStreams(stage)) {
      requireRefused(stage, FRAME_TIMEOUT_MS, "0x10");
      requireRefused(stage, IDLE_TIMEOUT_MS, "1_000");
    }
  }

  private static void requireRefused(Stage stage, String variable, String value) {
    requireRefused(stage, Map.of(variable, value), "%s='%s'".formatted(variable, value));
  }

  private static void requireRefused(Stage stage, Map<String, String> variables, String what) {
    stage
        .program()
        .requireRefusal(
            stage.options(options -> options),
            variables,
            "an end with status %d, for %s is invalid".formatted(INVALID, what),
            status -> status == INVALID);
  }

  /** Each family of addresses, and a port that somebody has. */
  @Scenario(
      id = "S04",
      title = "where a program says that it listens",
      rules = {"RA.3"})
  default void s04_where_it_listens(Stage stage) {
    for (String host : List.of("127.0.0.1", "::1")) {
      InetSocketAddress wanted = Ports.address(host, 0);
      if (Ports.canBind(wanted)) {
        ServerProcess server = stage.launch(Map.of(HOST, host));
        requireAt(wanted, server);
        stage.requireServed(server);
        requireNoStart(stage, server.address());
      }
    }
  }

  private static void requireAt(InetSocketAddress wanted, ServerProcess server) {
    if (!server.address().getAddress().equals(wanted.getAddress())) {
      throw new Mismatch(
          "a server that listens at " + wanted.getAddress().getHostAddress(),
          "one that says it listens at " + Endpoint.text(server.address()));
    }
  }

  private static void requireNoStart(Stage stage, InetSocketAddress taken) {
    stage
        .program()
        .requireRefusal(
            stage.options(options -> options.address(taken)),
            Map.of(),
            "an end with a status other than 0, for %s is taken".formatted(Endpoint.text(taken)),
            status -> status != 0);
  }

  /** A client that says nothing is no reason to stay until the drain deadline. */
  @Scenario(
      id = "S05",
      title = "a program and SIGTERM",
      rules = {"R12.2", "RA.4"})
  default void s05_sigterm(Stage stage) {
    ServerProcess server = stage.launch(Map.of());
    stage.requireServed(server);
    if (isOfStreams(stage)) {
      stage.connect(server);
    }
    long told = System.nanoTime();
    server.stop();
    long took = Timing.millisBetween(told, System.nanoTime());
    stage.require(
        took <= SOON.toMillis(),
        "an end within %d ms of SIGTERM, for nobody is owed anything".formatted(SOON.toMillis()),
        "one after %d ms".formatted(took));
  }
}
