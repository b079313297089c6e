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
import java.net.InetAddress;
import java.net.InetSocketAddress;
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

  /** Variables that are empty, one that nobody knows, and a number that is not octal. */
  @Scenario(
      id = "S01",
      title = "a program that is told little",
      rules = {"RA.1", "RA.2"})
  default void s01_told_little(Stage stage) {
    Map<String, String> little = new LinkedHashMap<>();
    OF_ANY_SERVER.forEach(variable -> little.put(variable, ""));
    OF_STREAMS.forEach(variable -> little.put(variable, ""));
    little.put("PARLEY_OF_TOMORROW", "yes");
    ServerProcess server = stage.launch(little);
    requireAt(InetAddress.getLoopbackAddress(), server);
    ask(stage, server, 1000, "An empty variable means the default; it is not a 0.");

    ServerProcess small = stage.launch(Map.of(MAX_PAYLOAD, "0000000" + HUNDRED));
    ask(stage, small, HUNDRED, "Numbers are decimal, whatever they begin with: this one is 100.");
  }

  private static void ask(Stage stage, ServerProcess server, int size, String otherwise) {
    WireFrame echo = stage.echo(size);
    try {
      if (stage.target().transport() == Transport.UDP) {
        stage.datagrams().open(server).ask(echo);
      } else {
        stage.connect(server).ask(echo);
      }
    } catch (Mismatch refused) {
      throw refused.because(otherwise);
    }
  }

  /** One value after the other that is not what a variable can have. */
  @Scenario(
      id = "S02",
      title = "values that a program refuses",
      rules = {"RA.2"},
      slow = true)
  default void s02_refused_values(Stage stage) {
    requireRefused(stage, PORT, "65536");
    requireRefused(stage, PORT, "+0");
    requireRefused(stage, MAX_PAYLOAD, "16777217");
    requireRefused(stage, MAX_PAYLOAD, "1e3");
    requireRefused(stage, MAX_DELAY_MS, "2147483648");
    requireRefused(stage, MAX_DELAY_MS, "-1");
    requireRefused(stage, DRAIN_TIMEOUT_MS, " 500");
    requireRefused(stage, DRAIN_TIMEOUT_MS, "00000000500");
    requireRefused(stage, TRANSPORT, "sctp");
    if (stage.target().transport() != Transport.UDP) {
      requireRefused(stage, MAX_CONNECTIONS, "0x10");
      requireRefused(stage, IDLE_TIMEOUT_MS, "1_000");
    }
    if (stage.target().transport() == Transport.TLS) {
      requireRefused(stage, KEY, "");
    }
  }

  private static void requireRefused(Stage stage, String variable, String value) {
    stage
        .program()
        .requireRefusal(
            stage.options(options -> options),
            Map.of(variable, value),
            "an end with status %d, for %s='%s' is invalid".formatted(INVALID, variable, value),
            status -> status == INVALID);
  }

  /** Each family of addresses, and a port that somebody has. */
  @Scenario(
      id = "S03",
      title = "where a program says that it listens",
      rules = {"RA.3"})
  default void s03_where_it_listens(Stage stage) {
    for (String host : new String[] {"127.0.0.1", "::1"}) {
      InetSocketAddress wanted = Ports.address(host, 0);
      if (Ports.canBind(wanted)) {
        ServerProcess server = stage.launch(Map.of(HOST, host));
        requireAt(wanted.getAddress(), server);
        stage.requireServed(server);
        requireNoStart(stage, server.address());
      }
    }
  }

  private static void requireAt(InetAddress host, ServerProcess server) {
    if (!server.address().getAddress().equals(host)) {
      throw new Mismatch(
          "a server that listens at " + host.getHostAddress(),
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

  /** A client that says nothing is no reason to stay. */
  @Scenario(
      id = "S04",
      title = "a program and SIGTERM",
      rules = {"RA.4"})
  default void s04_sigterm(Stage stage) {
    ServerProcess server = stage.launch(Map.of());
    stage.requireServed(server);
    if (stage.target().transport() != Transport.UDP) {
      stage.connect(server);
    }
    server.stop();
  }
}
