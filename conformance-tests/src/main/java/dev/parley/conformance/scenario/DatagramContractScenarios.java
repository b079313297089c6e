// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.stage.Task;
import dev.parley.conformance.wire.DatagramProbe;
import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** What {@link Server} promises whoever calls it, for datagrams: sections 11, 12 and 17. */
public interface DatagramContractScenarios extends Conformance {

  /** Calls in the wrong order, twice, and from several threads at once. */
  @Scenario(
      id = "D20",
      title = "start and close in any order, for datagrams",
      rules = {"R11.1", "R12.4", "R17.1"})
  default void d20_start_and_close(Stage stage) {
    Style style = stage.style();
    ServerContract.closesFirst(style);
    ServerContract.startsTwice(style, at -> stage.datagrams().open(at).ask(stage.echo(10)));
    closesTogether(stage, style);
  }

  /** Each of the threads that close has to wait for the reply that is owed. */
  private static void closesTogether(Stage stage, Style style) {
    Server server = style.server(ServerContract.small(style), ServerListener.NONE);
    try {
      ServerContract.start(server);
      DatagramProbe probe = stage.datagrams().open(server.address());
      Duration owed = Duration.ofMillis(500);
      WireFrame delay = stage.delay(owed.toMillis(), 10);
      long answered = System.nanoTime() + owed.minusMillis(1).toNanos();
      probe.send(delay);
      probe.ask(stage.echo(10));
      Task close = () -> ServerContract.closeNotBefore(stage, server, answered);
      stage.together(close, close, close, () -> probe.expect(delay.reply()));
    } finally {
      server.close();
    }
  }

  /** Servers that are closed beside clients in every state, and servers that cannot start. */
  @Scenario(
      id = "D21",
      title = "nothing is left behind, for datagrams",
      rules = {"R11.2", "R12.5"},
      alone = true)
  default void d21_nothing_left(Stage stage) throws Exception {
    Style style = stage.style();
    ServerContract.requireNoDescriptorLeft(stage, () -> closeInEveryState(stage, style));
  }

  private static void closeInEveryState(Stage stage, Style style) {
    List<Consumer<DatagramProbe>> states =
        List.of(
            probe -> {},
            probe -> probe.ask(stage.echo(10)),
            probe -> probe.sendBytes(new byte[5]),
            probe -> probe.send(stage.delay(10_000, 100)));
    ServerOptions options =
        ServerContract.small(style).toBuilder().drainTimeout(Duration.ofMillis(20)).build();
    stage.together(states.stream().map(state -> closing(stage, style, options, state)).toList());
  }

  private static Task closing(
      Stage stage, Style style, ServerOptions options, Consumer<DatagramProbe> state) {
    return () ->
        ServerContract.closeBeside(stage, style, options, server -> come(stage, server, state));
  }

  private static DatagramProbe come(
      Stage stage, InetSocketAddress server, Consumer<DatagramProbe> state) {
    DatagramProbe probe = stage.datagrams().open(server);
    state.accept(probe);
    return probe;
  }
}
