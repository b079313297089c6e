// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.target.ServerProcess;
import dev.parley.conformance.wire.Probe;
import dev.parley.protocol.Trait;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** What a server does while nobody wants anything of it: section 10. */
public interface RestScenarios extends Conformance {

  /** What keeps a server from its rest. */
  String LOOPS =
      "A thread runs in a loop that never sleeps: OP_WRITE is always on, an end of input (-1) is"
          + " taken for nothing read, a channel is ready and not handled, or a wait asks again and"
          + " again.";

  /** Clients that wait, in each of the ways in which clients do. */
  @Scenario(
      id = "R06",
      title = "clients at rest cost no processor time",
      rules = {"R10.3"},
      slow = true)
  default void r06_at_rest(Stage stage) {
    ServerProcess server =
        stage.process(
            o -> o.maximumPayload(StopScenarios.TOO_MUCH_TO_TAKE).drainTimeout(Duration.ZERO),
            "-Xmx64m");
    boolean concurrent = stage.has(Trait.CONCURRENT);
    // A server of one client at a time is not free for the next before the DELAY is over.
    Duration delay = concurrent ? Rest.ALL_WINDOWS : Rest.WINDOW.multipliedBy(2);
    List<Consumer<Probe>> clients =
        List.of(
            probe -> probe.ask(stage.echo(10)),
            probe -> probe.sendBytes(Arrays.copyOf(stage.echo(100).bytes(), 50)),
            probe -> probe.send(stage.echo(StopScenarios.TOO_MUCH_TO_TAKE)),
            probe -> {
              probe.ask(stage.echo(10));
              probe.close();
            },
            probe -> {
              probe.send(stage.delay(delay.toMillis(), 0));
              probe.end();
            });
    for (Consumer<Probe> client : clients) {
      Probe probe = stage.connect(server, 4096);
      client.accept(probe);
      if (!concurrent) {
        Rest.require(server, LOOPS);
        probe.close();
      }
    }
    Rest.require(server, LOOPS);
  }
}
