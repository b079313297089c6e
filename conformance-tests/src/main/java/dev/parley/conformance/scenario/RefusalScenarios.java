// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.WireFrame;
import java.time.Duration;
import java.util.List;

/** Frames that are refused, one by one, on a connection that goes on. */
public interface RefusalScenarios extends Conformance {

  /** More refusals than a server that counts them would stand. */
  int MANY = 200;

  /** More than fits an ERROR that quotes it, in bytes. */
  int LONG = 300;

  /** Types that are no requests, with and without payload, and one that hides a request in it. */
  @Scenario(
      id = "F06",
      title = "unknown types",
      rules = {"R0.4", "R0.6", "R1.1", "R4.1", "R4.2"})
  default void f06_unknown_types(Stage stage) {
    Probe probe = stage.connect(stage.server());
    for (int type : new int[] {0x00, 0x03, 0x20, 0x6F, 0x7F, 0x80, 0x81, 0x82, 0xFE, 0xFF}) {
      int id = 0xABCD_0000 | type;
      WireFrame behind = stage.echo(10);
      probe.send(new WireFrame(type, id, stage.payloads().bytes(id, type % 3 * 20)), behind);
      probe.expectError(Code.UNKNOWN_TYPE, id);
      probe.expect(behind.reply());
    }
    WireFrame hidden = stage.echo(0x0BAD, 10);
    WireFrame behind = stage.echo(10);
    var unknown = new WireFrame(0x20, 7, WireFrame.bytes(List.of(hidden, hidden)));
    probe.send(unknown, behind);
    probe.expectError(Code.UNKNOWN_TYPE, 7);
    probe.expect(behind.reply());
    refuseInPieces(probe, unknown, behind);
    refuseAgainAndAgain(stage, probe);
  }

  /** What is skipped is skipped to its end, in however many reads it comes. */
  private static void refuseInPieces(Probe probe, WireFrame unknown, WireFrame behind) {
    byte[] bytes = WireFrame.bytes(List.of(unknown, behind));
    probe.sendInPieces(bytes, WireFrame.HEADER_BYTES + 2, Duration.ofMillis(5));
    probe.expectError(Code.UNKNOWN_TYPE, unknown.id());
    try {
      probe.expect(behind.reply());
    } catch (Mismatch parsed) {
      throw parsed.because(
          "The payload of an unknown type came in several pieces, and only the first of them were"
              + " skipped: the others were taken for frames.");
    }
  }

  /** An unknown type is no offence of which there could be too many. */
  private static void refuseAgainAndAgain(Stage stage, Probe probe) {
    for (int id = 0; id < MANY; id++) {
      probe.send(new WireFrame(0x20, id, stage.payloads().bytes(id, LONG)));
    }
    for (int id = 0; id < MANY; id++) {
      probe.expectError(Code.UNKNOWN_TYPE, id);
    }
    probe.ask(stage.echo(10));
  }

  /** DELAYs without their four bytes of milliseconds. */
  @Scenario(
      id = "F19",
      title = "a DELAY too short",
      rules = {"R1.1", "R4.3"})
  default void f19_short_delay(Stage stage) {
    Probe probe = stage.connect(stage.server());
    for (int size = 0; size < 4; size++) {
      refuse(stage, probe, new WireFrame(WireFrame.DELAY, 100 + size, new byte[size]));
    }
  }

  /** DELAYs above the maximum, by a little and by as much as four bytes can say; and above 0. */
  @Scenario(
      id = "F21",
      title = "a DELAY too long",
      rules = {"R1.1", "R4.3"})
  default void f21_long_delay(Stage stage) {
    RunningServer server = stage.server(options -> options.maximumDelay(Duration.ofMillis(200)));
    long maximum = server.options().maximumDelay().toMillis();
    Probe probe = stage.connect(server);
    for (long millis : new long[] {maximum + 1, 0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FFFFL}) {
      int id = (int) millis;
      refuse(stage, probe, WireFrame.delay(id, millis, stage.payloads().bytes(id, LONG)));
    }
    RunningServer prompt = stage.server(options -> options.maximumDelay(Duration.ZERO));
    if (prompt.options().maximumDelay().isZero()) {
      Probe other = stage.connect(prompt);
      refuse(stage, other, WireFrame.delay(201, 1, new byte[10]));
      other.ask(stage.delay(0, 10));
    }
  }

  private static void refuse(Stage stage, Probe probe, WireFrame delay) {
    WireFrame behind = stage.echo(10);
    probe.send(delay, behind);
    probe.expectError(Code.BAD_REQUEST, delay.id());
    probe.expect(behind.reply());
  }
}
