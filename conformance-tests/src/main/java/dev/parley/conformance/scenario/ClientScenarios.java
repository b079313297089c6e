// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static dev.parley.conformance.scenario.ClientCalls.connect;
import static dev.parley.conformance.scenario.ClientCalls.expectRequest;
import static dev.parley.conformance.scenario.ClientCalls.expectToBeLeft;
import static dev.parley.conformance.scenario.ClientCalls.requireClient;
import static dev.parley.conformance.scenario.ClientCalls.requireClosed;
import static dev.parley.conformance.scenario.ClientCalls.requireFails;
import static dev.parley.conformance.scenario.ClientCalls.requireNamed;
import static dev.parley.conformance.scenario.ClientCalls.requireTimesOut;
import static dev.parley.conformance.scenario.Timing.millisBetween;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.stage.Task;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.ProbeListener;
import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.Client;
import dev.parley.protocol.Endpoint;
import dev.parley.protocol.Style;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;

/** What a client does when nobody is there, or nobody answers: section 18. */
public interface ClientScenarios extends Conformance {

  /** The timeout of a client that shall run into it. */
  Duration TIMEOUT = Duration.ofMillis(500);

  /** Servers that do not answer, answer byte by byte, or do not even read. */
  @Scenario(
      id = "C01",
      title = "a reply that comes too late",
      rules = {"R18.1", "R18.4"})
  default void c01_late_reply(Stage stage) {
    requireClient(stage);
    List<Task> tasks = new ArrayList<>();
    tasks.addAll(askInVain(stage, 10, (probe, _) -> answerLate(stage, probe)));
    tasks.addAll(askInVain(stage, 40, (probe, _) -> answerInDrips(stage, probe)));
    tasks.addAll(askInVain(stage, 8 << 20, (_, decided) -> readNothing(stage, decided)));
    stage.together(tasks);
  }

  private static List<Task> askInVain(
      Stage stage, int size, BiConsumer<Probe, CountDownLatch> server) {
    ProbeListener listener = stage.listen();
    var options = stage.clientOptions(listener.address()).withReplyTimeout(TIMEOUT);
    var decided = new CountDownLatch(1);
    Task client =
        () -> {
          try (Client asking = connect(stage, options)) {
            byte[] payload = stage.payloads().bytes(size, size);
            requireTimesOut(options.peer(), TIMEOUT, () -> asking.echo(payload));
            requireClosed(asking);
          } finally {
            decided.countDown();
          }
        };
    return List.of(client, () -> server.accept(listener.accept(), decided));
  }

  private static void answerLate(Stage stage, Probe probe) {
    WireFrame request = expectRequest(stage, probe);
    expectToBeLeft(stage, probe, "after a timeout of %d ms".formatted(TIMEOUT.toMillis()));
    probe.trySend(request.reply().bytes());
  }

  private static void answerInDrips(Stage stage, Probe probe) {
    byte[] reply = expectRequest(stage, probe).reply().bytes();
    for (byte one : reply) {
      if (!probe.trySend(new byte[] {one})) {
        return;
      }
      Pause.of(TIMEOUT.dividedBy(10));
    }
  }

  /** A write that is stuck ends only when somebody closes the socket. */
  private static void readNothing(Stage stage, CountDownLatch decided) {
    stage.require(
        ClientCalls.isInTime(stage, decided),
        "a call that times out after %d ms though its request is not read"
            .formatted(TIMEOUT.toMillis()),
        "one that still writes after %d ms".formatted(stage.patience().toMillis()));
  }

  /** A port on which nobody listens, and one behind which nobody accepts. */
  @Scenario(
      id = "C02",
      title = "nobody there, or nobody who accepts",
      rules = {"R18.1", "R18.2"})
  default void c02_nobody_there(Stage stage) {
    requireClient(stage);
    Style style = stage.style();
    stage.together(() -> requireRefused(stage, style), () -> requireConnectTimeout(stage, style));
  }

  private static void requireRefused(Stage stage, Style style) {
    InetSocketAddress nobody = Ports.free();
    var options = stage.clientOptions(nobody).withConnectTimeout(Duration.ofSeconds(30));
    long start = System.nanoTime();
    ConnectException refused =
        requireFails(
            ConnectException.class, "where nobody listens", () -> style.connect(options).close());
    long millis = millisBetween(start, System.nanoTime());
    requireNamed(String.valueOf(refused.getMessage()), Endpoint.text(nobody));
    // Some systems try for two seconds to be sure that they are refused.
    stage.require(millis < 3_000, "a refusal that is told at once", "one after " + millis + " ms");
  }

  private static void requireConnectTimeout(Stage stage, Style style) throws IOException {
    FullBacklog full = FullBacklog.fill();
    var options = stage.clientOptions(full.address()).withConnectTimeout(TIMEOUT);
    var decided = new CountDownLatch(1);
    stage.together(
        () -> {
          try {
            requireTimesOut(options.peer(), TIMEOUT, () -> style.connect(options).close());
          } finally {
            decided.countDown();
          }
        },
        () -> {
          boolean inTime = ClientCalls.isInTime(stage, decided);
          full.close();
          stage.require(
              inTime,
              "a connect that times out after %d ms".formatted(TIMEOUT.toMillis()),
              "one that still waits after %d ms".formatted(stage.patience().toMillis()));
        });
  }
}
