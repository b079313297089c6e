// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.stage.Task;
import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.wire.DatagramProbe;
import dev.parley.conformance.wire.WireFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** A datagram becomes its reply: section 14. */
public interface DatagramEchoScenarios extends Conformance {

  /** The largest payload of a datagram over IPv4, in bytes. */
  int LARGEST_DATAGRAM = 65_498;

  /** Any id comes back: for one client, and for the next. */
  @Scenario(
      id = "D03",
      title = "echo and ids in datagrams",
      rules = {"R0.1", "R0.2", "R0.5", "R14.1"})
  default void d03_echo_and_ids(Stage stage) {
    RunningServer server = stage.server();
    DatagramProbe first = stage.datagrams().open(server);
    DatagramProbe second = stage.datagrams().open(server);
    for (int id : new int[] {0, 1, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF}) {
      first.ask(stage.echo(id, 100));
      second.ask(stage.echo(id, 99));
    }
    first.expectQuiet(Timing.QUIET);
  }

  /** Nothing, one byte, the maximum and one less; then more, said in the header or not. */
  @Scenario(
      id = "D04",
      title = "sizes of datagrams, and one byte more",
      rules = {"R0.5", "R14.1", "R14.2"})
  default void d04_sizes(Stage stage) {
    RunningServer server = stage.server(options -> options.maximumPayload(1000));
    int maximum = server.options().maximumPayload();
    stage.requireApplicable(
        maximum > 0 && maximum < 60_000, "its maximum payload is 0, or that of a datagram");
    DatagramProbe probe = stage.datagrams().open(server);
    for (int size : new int[] {0, 1, maximum - 1, maximum, 7}) {
      probe.ask(stage.echo(size));
    }
    for (int more : new int[] {1, 2, 3000}) {
      WireFrame larger = WireFrame.echo(100 + more, new byte[maximum + more]);
      probe.expectIgnored(larger.bytes(), stage.echo(5));
      // A buffer that has just room for the maximum cuts this to a whole frame.
      WireFrame whole = stage.echo(maximum);
      byte[] longer = Arrays.copyOf(whole.bytes(), whole.bytes().length + more);
      probe.expectIgnored(longer, stage.echo(maximum));
    }
    probe.expectQuiet(Timing.QUIET);
  }

  /** Large after small after large, up to what a datagram can carry. */
  @Scenario(
      id = "D05",
      title = "the largest datagram",
      rules = {"R0.2", "R14.1"})
  default void d05_largest(Stage stage) {
    DatagramProbe probe = stage.datagrams().open(stage.server());
    for (int size : new int[] {5, LARGEST_DATAGRAM, 1, 1471, 1473, 40_001, 0, LARGEST_DATAGRAM}) {
      WireFrame echo = stage.echo(size);
      stage.requireApplicable(
          probe.trySend(echo.bytes()), "this system sends no datagram of 65,507 bytes");
      probe.expect(echo.reply());
    }
  }

  /** Sixteen clients, each with payloads of its own, large after small after large. */
  @Scenario(
      id = "D07",
      title = "nobody sees another's datagrams",
      rules = {"R0.2", "R14.1"})
  default void d07_isolation(Stage stage) {
    RunningServer server = stage.server();
    List<Task> clients = new ArrayList<>();
    for (int client = 1; client <= 16; client++) {
      SplittableRandom random = stage.payloads().random(client);
      clients.add(() -> {
        DatagramProbe probe = stage.datagrams().open(server);
        for (int size : new int[] {1000, 5, 1000, 0, 3000}) {
          probe.ask(stage.echo(size));
        }
        for (int i = 0; i < 20; i++) {
          probe.ask(stage.echo(random.nextInt(2000)));
        }
      });
    }
    stage.together(clients);
  }

  /** A client that got no reply asks again, and the server cannot know that it has answered. */
  @Scenario(
      id = "D14",
      title = "a duplicate is answered again",
      rules = {"R16.1"})
  default void d14_duplicates(Stage stage) {
    DatagramProbe probe = stage.datagrams().open(stage.server());
    WireFrame echo = stage.echo(50);
    probe.send(echo, echo, echo);
    for (int i = 0; i < 3; i++) {
      probe.expect(echo.reply());
    }
    WireFrame delay = stage.delay(50, 10);
    probe.send(delay, delay);
    probe.expect(delay.reply());
    probe.expect(delay.reply());
    probe.expectQuiet(Timing.QUIET);
  }
}
