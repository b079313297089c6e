// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.stage.Task;
import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.verdict.HarnessFault;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A request becomes its reply: its own, and no other's. */
public interface EchoScenarios extends Conformance {

  /** Any id comes back: for one client, for the next, and for two at once. */
  @Scenario(
      id = "F01",
      title = "echo and ids",
      rules = {"R0.1", "R0.2", "R0.5"})
  default void f01_echo_and_ids(Stage stage) {
    RunningServer server = stage.server();
    try (Probe first = stage.connect(server)) {
      echoAnyId(stage, first);
      first.end();
      first.expectEnd();
    }
    Probe next = stage.connect(server);
    echoAnyId(stage, next);
    if (stage.has(Trait.CONCURRENT)) {
      echoAnyId(stage, stage.connect(server));
      echoAnyId(stage, next);
    }
  }

  private static void echoAnyId(Stage stage, Probe probe) {
    for (int id : new int[] {0, 1, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF}) {
      probe.ask(stage.echo(id, 100));
    }
  }

  /** Sixteen clients, each with payloads of its own, large after small after large. */
  @Scenario(
      id = "F07",
      title = "nobody sees another's bytes",
      rules = {"R0.2", "R10.1"})
  default void f07_isolation(Stage stage) {
    RunningServer server = stage.server();
    List<Task> clients = new ArrayList<>();
    for (int client = 1; client <= 16; client++) {
      SplittableRandom random = stage.payloads().random(client);
      clients.add(() -> {
        Probe probe = stage.connect(server);
        for (int size : new int[] {1000, 5, 1000, 0, 40_000, 7, 3000}) {
          probe.ask(stage.echo(size));
        }
        for (int i = 0; i < 20; i++) {
          probe.ask(stage.echo(random.nextInt(5000)));
        }
      });
    }
    stage.sideBySide(clients);
  }

  /** Four threads share one connection; each sends whole frames, small and large. */
  @Scenario(
      id = "F10",
      title = "one pipe, many senders",
      rules = {"R0.2", "R1.1"})
  default void f10_one_pipe_many_senders(Stage stage) {
    int senders = 4;
    int each = 300;
    Probe probe = stage.connect(stage.server());
    BlockingQueue<WireFrame> sent = new LinkedBlockingQueue<>();
    List<Task> tasks = new ArrayList<>();
    for (int sender = 0; sender < senders; sender++) {
      tasks.add(() -> {
        for (int i = 0; i < each; i++) {
          WireFrame echo = stage.echo(i % 5 == 0 ? 16_384 : 20);
          // The order in the queue is the order on the wire, and so that of the replies.
          synchronized (probe) {
            sent.add(echo);
            probe.send(echo);
          }
        }
      });
    }
    tasks.add(() -> {
      for (int i = 0; i < senders * each; i++) {
        WireFrame echo = sent.poll(stage.patience().toMillis(), TimeUnit.MILLISECONDS);
        if (echo == null) {
          throw new HarnessFault("the senders sent nothing", null);
        }
        probe.expect(echo.reply());
      }
    });
    stage.together(tasks);
    probe.expectQuiet(Timing.QUIET);
  }
}
