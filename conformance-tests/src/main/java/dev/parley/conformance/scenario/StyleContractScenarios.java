// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.stage.Task;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** What {@link Server} promises whoever calls it: sections 11 and 12. */
public interface StyleContractScenarios extends Conformance {

  /** Calls in the wrong order, twice, and from several threads at once. */
  @Scenario(
      id = "L07",
      title = "start and close in any order",
      rules = {"R11.1", "R12.4"})
  default void l07_start_and_close(Stage stage) {
    Style style = stage.style();
    ServerContract.closesFirst(style);
    ServerContract.startsTwice(style, address -> askOnce(stage, address));
    closesTogether(stage, style);
  }

  private static void askOnce(Stage stage, InetSocketAddress address) {
    try (Probe probe = stage.connect(address)) {
      probe.ask(stage.echo(10));
    }
  }

  /** Each of the threads that close has to wait for the reply that is owed. */
  private static void closesTogether(Stage stage, Style style) {
    Server server = style.server(ServerContract.small(style), ServerListener.NONE);
    try {
      ServerContract.start(server);
      Probe probe = stage.connect(server.address());
      Duration owed = Duration.ofMillis(500);
      WireFrame delay = stage.delay(owed.toMillis(), 10);
      long answered = System.nanoTime() + owed.minusMillis(1).toNanos();
      StopScenarios.sendBehindAnEcho(stage, probe, delay);
      Pause.of(StopScenarios.BEFORE_THE_STOP);
      Task close = () -> ServerContract.closeNotBefore(stage, server, answered);
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

  /** Servers that are closed beside clients in every state, and servers that cannot start. */
  @Scenario(
      id = "L08",
      title = "nothing is left behind",
      rules = {"R11.2", "R12.5"},
      alone = true)
  default void l08_nothing_left(Stage stage) throws Exception {
    Style style = stage.style();
    ServerContract.requireNoDescriptorLeft(stage, () -> closeInEveryState(stage, style));
  }

  private static void closeInEveryState(Stage stage, Style style) {
    List<Consumer<Probe>> states =
        List.of(
            probe -> {},
            probe -> probe.ask(stage.echo(10)),
            probe -> probe.sendBytes(Arrays.copyOf(stage.echo(100).bytes(), 50)),
            probe -> probe.send(stage.delay(10_000, 0)),
            probe -> probe.send(stage.echo(StopScenarios.TOO_MUCH_TO_TAKE)),
            probe -> probe.sendBytes(WireFrame.header(0xFFFF_FFFFL, WireFrame.ECHO, 9)));
    ServerOptions options =
        ServerContract.small(style).toBuilder()
            .maximumPayload(StopScenarios.TOO_MUCH_TO_TAKE)
            .drainTimeout(Duration.ofMillis(20))
            .build();
    stage.together(states.stream().map(state -> closing(stage, style, options, state)).toList());
  }

  private static Task closing(
      Stage stage, Style style, ServerOptions options, Consumer<Probe> state) {
    return () ->
        ServerContract.closeBeside(stage, style, options, server -> come(stage, server, state));
  }

  private static Probe come(Stage stage, InetSocketAddress server, Consumer<Probe> state) {
    Probe probe = stage.connect(server, 4096);
    state.accept(probe);
    return probe;
  }
}
