// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static dev.parley.conformance.scenario.Timing.millisBetween;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.stage.Task;
import dev.parley.conformance.target.SuiteOptions;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** What {@link Server} promises whoever calls it: sections 11 and 12. */
public interface StyleContractScenarios extends Conformance {

  /** Options that keep servers small, of which many are started here. */
  ServerOptions SMALL = SuiteOptions.BASE.toBuilder().maximumConnections(StopScenarios.FEW).build();

  /** Calls in the wrong order, twice, and from several threads at once. */
  @Scenario(
      id = "L07",
      title = "start and close in any order",
      rules = {"R11.1", "R12.4"})
  default void l07_start_and_close(Stage stage) {
    Style style = stage.style();
    closesFirst(style);
    startsTwice(stage, style);
    closesTogether(stage, style);
  }

  private static void closesFirst(Style style) {
    Server server = style.server(SMALL, ServerListener.NONE);
    requireIllegalState("an address before the start", server::address);
    server.close();
    server.close();
    requireIllegalState("a start behind a close", server::start);
  }

  private static void startsTwice(Stage stage, Style style) {
    try (Server server = style.server(SMALL, ServerListener.NONE)) {
      start(server);
      requireIllegalState("a second start", server::start);
      try (Probe probe = stage.connect(server.address())) {
        probe.ask(stage.echo(10));
      }
    }
  }

  /** Each of the threads that close has to wait for the reply that is owed. */
  private static void closesTogether(Stage stage, Style style) {
    Server server = style.server(SMALL, ServerListener.NONE);
    try {
      start(server);
      Probe probe = stage.connect(server.address());
      Duration owed = Duration.ofMillis(500);
      WireFrame delay = stage.delay(owed.toMillis(), 10);
      long answered = System.nanoTime() + owed.minusMillis(1).toNanos();
      probe.send(delay);
      Pause.of(StopScenarios.BEFORE_THE_STOP);
      Task close = () -> closeNotBefore(stage, server, answered);
      Task client =
          () -> {
            probe.expect(delay.reply());
            probe.expectEnd();
            probe.close();
          };
      stage.together(close, close, close, client);
    } finally {
      server.close();
    }
  }

  private static void closeNotBefore(Stage stage, Server server, long answered) {
    server.close();
    long closed = System.nanoTime();
    stage.require(
        closed >= answered,
        "a close that returns when the server has stopped, whoever called first",
        "one that returned %d ms before the reply that is owed"
            .formatted(millisBetween(closed, answered)));
  }

  private static void requireIllegalState(String what, Task call) {
    String expected = "an IllegalStateException for " + what;
    try {
      call.run();
    } catch (IllegalStateException right) {
      return;
    } catch (Exception wrong) {
      throw new Mismatch(expected, wrong.toString());
    }
    throw new Mismatch(expected, "no exception");
  }

  private static void start(Server server) {
    try {
      server.start();
    } catch (IOException e) {
      throw new Mismatch("a server that starts", e.toString());
    }
  }

  /** Servers that are closed beside clients in every state, and servers that cannot start. */
  @Scenario(
      id = "L08",
      title = "nothing is left behind",
      rules = {"R11.2", "R12.5"},
      alone = true)
  default void l08_nothing_left(Stage stage) throws Exception {
    Style style = stage.style();
    // The first round loads classes, and starts what the JDK shares among all.
    closeInEveryState(stage, style);
    int rounds = 2;
    OptionalLong before = openDescriptors();
    for (int i = 0; i < rounds; i++) {
      closeInEveryState(stage, style);
    }
    OptionalLong after = openDescriptors();
    long grown = after.orElse(0) - before.orElse(0);
    stage.require(
        grown < rounds,
        "as many open descriptors as before",
        "%d more after %d rounds".formatted(grown, rounds));
  }

  private static void closeInEveryState(Stage stage, Style style) throws Exception {
    List<Consumer<Probe>> states =
        List.of(
            probe -> {},
            probe -> probe.ask(stage.echo(10)),
            probe -> probe.sendBytes(Arrays.copyOf(stage.echo(100).bytes(), 50)),
            probe -> probe.send(stage.delay(10_000, 0)),
            probe -> probe.send(stage.echo(StopScenarios.TOO_MUCH_TO_TAKE)),
            probe -> probe.sendBytes(WireFrame.header(0xFFFF_FFFFL, WireFrame.ECHO, 9)));
    for (Consumer<Probe> state : states) {
      closeBeside(stage, style, state);
    }
  }

  private static void closeBeside(Stage stage, Style style, Consumer<Probe> client)
      throws Exception {
    ServerOptions options =
        SMALL.toBuilder()
            .maximumPayload(StopScenarios.TOO_MUCH_TO_TAKE)
            .drainTimeout(Duration.ofMillis(20))
            .build();
    Server server = style.server(options, ServerListener.NONE);
    var threads = new OwnThreads();
    try {
      threads.run(() -> start(server));
      try (Probe probe = stage.connect(server.address(), 4096)) {
        client.accept(probe);
        threads.run(() -> failToStart(style, server.address()));
        threads.run(server::close);
      }
    } finally {
      server.close();
    }
    List<String> left = threads.left();
    stage.require(
        left.isEmpty(), "no thread of the server's own behind its close", String.join(", ", left));
  }

  /** A server that cannot start has nothing that a close would have to end. */
  @SuppressWarnings("resource")
  private static void failToStart(Style style, InetSocketAddress taken) throws IOException {
    ServerOptions options = SMALL.toBuilder().address(taken).build();
    try {
      style.server(options, ServerListener.NONE).start();
    } catch (BindException right) {
      return;
    }
    throw new Mismatch("a BindException for a port that is taken", "a second server there");
  }

  /** Returns how many descriptors this process has open, where the system tells. */
  private static OptionalLong openDescriptors() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? OptionalLong.of(unix.getOpenFileDescriptorCount())
        : OptionalLong.empty();
  }
}
