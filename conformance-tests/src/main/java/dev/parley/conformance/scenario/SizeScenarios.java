// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.stage.Task;
import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.target.ServerProcess;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.Trait;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How large a payload may be, and what a length alone can do. */
public interface SizeScenarios extends Conformance {

  /** A payload may be 16 MiB where a server is told so. */
  int LARGEST = 16_777_216;

  /** How long a client does not read, until what the system takes for it is full. */
  Duration UNTIL_FULL = Duration.ofMillis(300);

  /** Nothing, one byte, the maximum and one less; then one more, whatever the type. */
  @Scenario(
      id = "F04",
      title = "sizes up to the maximum, and one byte more",
      rules = {"R0.5", "R3.1"})
  default void f04_sizes(Stage stage) {
    RunningServer server = stage.server(options -> options.maximumPayload(1000));
    int maximum = server.options().maximumPayload();
    stage.requireApplicable(maximum > 0, "its maximum payload is 0");
    Probe probe = stage.connect(server);
    for (int size : new int[] {0, 1, maximum - 1, maximum, 0}) {
      probe.ask(stage.echo(size));
    }
    refuse(probe, maximum + 1L, WireFrame.ECHO, 0x8000_0001);
    for (int type : new int[] {WireFrame.DELAY, 0x20}) {
      probe.close();
      probe = stage.connect(server);
      refuse(probe, maximum + 1L, type, type);
    }
  }

  /** Lengths that no server takes: only the header is sent, and the answer comes without more. */
  @Scenario(
      id = "F05",
      title = "hostile lengths",
      rules = {"R3.1", "R5.2", "R0.4"})
  default void f05_hostile_lengths(Stage stage) {
    RunningServer server = stage.server();
    long above = LARGEST + 1L;
    List<Task> tasks = new ArrayList<>();
    for (long length : new long[] {above, 0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FFF7L, 0xFFFF_FFFFL}) {
      tasks.add(() -> refuse(stage.connect(server), length, WireFrame.ECHO, (int) length));
    }
    // The length comes first, so these are too large before they are anything else.
    for (int type : new int[] {WireFrame.DELAY, 0x20, 0x81, WireFrame.ERROR}) {
      tasks.add(() -> refuse(stage.connect(server), above, type, type));
    }
    tasks.add(() -> {
      Probe browser = stage.connect(server);
      browser.sendBytes("GET / HTTP/1.0\r\n\r\n".getBytes(US_ASCII));
      browser.expectError(Code.TOO_LARGE, 0x2048_5454);
      browser.expectEnd();
    });
    tasks.add(() -> refuseBehindAnEnd(stage.connect(server)));
    stage.sideBySide(tasks);
  }

  /** The payload is not missed, for nobody would have taken it. */
  private static void refuseBehindAnEnd(Probe probe) {
    probe.sendBytes(WireFrame.header(0xFFFF_FFFFL, WireFrame.ECHO, 9));
    probe.end();
    probe.expectError(Code.TOO_LARGE, 9);
    probe.expectEnd();
  }

  private static void refuse(Probe probe, long length, int type, int id) {
    probe.sendBytes(WireFrame.header(length, type, id));
    probe.expectError(Code.TOO_LARGE, id);
    probe.expectEnd();
  }

  /** A server that takes no payload at all still takes frames. */
  @Scenario(
      id = "F14",
      title = "a maximum payload of 0",
      rules = {"R0.5", "R3.1"})
  default void f14_maximum_of_zero(Stage stage) {
    RunningServer server = stage.server(options -> options.maximumPayload(0));
    stage.requireApplicable(
        server.options().maximumPayload() == 0, "it needs a maximum payload of 0");
    Probe probe = stage.connect(server);
    probe.ask(stage.echo(0));
    probe.ask(stage.echo(0));
    refuse(probe, 1, WireFrame.ECHO, 7);
  }

  /** 16 MiB, the largest maximum that there is. */
  @Scenario(
      id = "F15",
      title = "the largest payload of all",
      rules = {"R0.2", "R0.5"},
      slow = true)
  default void f15_largest_payload(Stage stage) {
    RunningServer server = stage.server(options -> options.maximumPayload(LARGEST));
    stage.requireApplicable(
        server.options().maximumPayload() == LARGEST, "it needs a maximum payload of 16777216");
    Probe probe = stage.connect(server);
    WireFrame largest = stage.echo(LARGEST);
    probe.send(largest);
    Pause.of(UNTIL_FULL);
    probe.expect(largest.reply());
    probe.ask(stage.echo(5));
  }

  /** Legal lengths that are announced and do not come. */
  @Scenario(
      id = "F16",
      title = "an announced length costs no memory",
      rules = {"R3.2"},
      slow = true)
  default void f16_announced_only(Stage stage) {
    ServerProcess server = stage.process(options -> options.maximumPayload(LARGEST), "-Xmx16m");
    int clients = stage.has(Trait.CONCURRENT) ? 64 : 1;
    Probe bystander = stage.connect(server);
    bystander.ask(stage.echo(10));
    bystander.close();
    List<Probe> probes = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      probes.add(stage.connect(server));
      probes.getLast().ask(stage.echo(10));
    }
    // Their threads' stacks are there by now, which count as taken whether they are used or not.
    long before = server.figures().dataBytes();
    for (int i = 0; i < clients; i++) {
      probes.get(i).sendBytes(WireFrame.header(LARGEST, WireFrame.ECHO, i));
    }
    probes.forEach(probe -> probe.expectQuiet(Timing.QUIET.dividedBy(clients)));
    long grown = server.figures().dataBytes() - before;
    stage.require(
        // The 16 MiB of one are no more than a runtime may take at any time.
        grown < (long) clients * LARGEST / 2 || clients == 1,
        "memory that does not grow with announced lengths",
        "%d MiB more, taken when %d headers announced 16 MiB each".formatted(grown >> 20, clients));
  }

  /** Behind a length that is refused lie bytes that look like a request. */
  @Scenario(
      id = "F17",
      title = "nothing behind a refused length is parsed",
      rules = {"R7.1", "R7.2"})
  default void f17_hidden_behind_too_large(Stage stage) {
    RunningServer server = stage.server();
    Probe probe = stage.connect(server);
    WireFrame owed = stage.echo(20);
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(owed.bytes());
    bytes.writeBytes(WireFrame.header(LARGEST + 1L, WireFrame.ECHO, 0x666));
    for (int i = 0; i < 3; i++) {
      bytes.writeBytes(stage.echo(0x1000 + i, 20).bytes());
    }
    probe.sendBytes(bytes.toByteArray());
    probe.expect(owed.reply());
    probe.expectError(Code.TOO_LARGE, 0x666);
    probe.expectEnd();
  }
}
