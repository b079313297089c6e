// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.wire.DatagramProbe;
import dev.parley.conformance.wire.WireFrame;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Datagrams that must be dropped in silence: rule R14.2. Behind each comes an ECHO, whose reply
 * says that the server has had its chance to answer, and that it lives.
 */
public interface HostileDatagramScenarios extends Conformance {

  /** No whole header, a length that is not the datagram's, a bad DELAY, and noise. */
  @Scenario(
      id = "D01",
      title = "bad datagrams are dropped in silence",
      rules = {"R14.1", "R14.2", "R15.1"})
  default void d01_hostile_datagrams(Stage stage) {
    DatagramProbe probe = stage.datagrams().open(stage.server());
    probe.ask(stage.echo(10));
    for (byte[] datagram : hostile(stage)) {
      probe.expectIgnored(datagram, stage.echo(10));
    }
    probe.expectQuiet(Timing.QUIET);
  }

  private static List<byte[]> hostile(Stage stage) {
    List<byte[]> hostile = new ArrayList<>();
    for (int size : new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 48, 50, 64, 200}) {
      hostile.add(Arrays.copyOf(stage.echo(0x0BAD_0000 + size, 40).bytes(), size));
    }
    for (long length : new long[] {1, 65_499, 0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FFFFL}) {
      hostile.add(WireFrame.header(length, WireFrame.ECHO, 0x0BAD_1000 + (int) (length & 0xFFF)));
    }
    var two = new ByteArrayOutputStream();
    two.writeBytes(stage.echo(0x0BAD_2000, 5).bytes());
    two.writeBytes(stage.echo(0x0BAD_2001, 5).bytes());
    hostile.add(two.toByteArray());
    for (int size = 0; size < 4; size++) {
      hostile.add(new WireFrame(WireFrame.DELAY, 0x0BAD_3000 + size, new byte[size]).bytes());
    }
    for (long millis : new long[] {0x8000_0000L, 0xFFFF_FFFFL}) {
      hostile.add(WireFrame.delay(0x0BAD_4000 + (int) (millis & 1), millis, new byte[10]).bytes());
    }
    SplittableRandom random = stage.payloads().random(0x0BAD);
    for (int i = 0; i < 20; i++) {
      // A first byte that is not 0 announces more than a datagram carries.
      byte[] noise = stage.payloads().bytes(0x0BAD_5000 + i, 1 + random.nextInt(1400));
      noise[0] |= 1;
      hostile.add(noise);
    }
    return hostile;
  }

  /** Types of replies, with and without payload; then each reply sent back to the server. */
  @Scenario(
      id = "D02",
      title = "a reply is not replied to",
      rules = {"R14.2"})
  default void d02_no_reflector(Stage stage) {
    DatagramProbe probe = stage.datagrams().open(stage.server());
    for (int type : new int[] {0x81, 0x82, WireFrame.ERROR}) {
      for (int size : new int[] {0, 1, 4, 50}) {
        byte[] payload = stage.payloads().bytes(type, size);
        int id = 0x0BAD_0000 | type << 8 | size;
        probe.expectIgnored(new WireFrame(type, id, payload).bytes(), stage.echo(10));
      }
    }
    WireFrame echo = stage.echo(30);
    WireFrame delay = stage.delay(1, 30);
    probe.ask(echo);
    probe.ask(delay);
    for (WireFrame reply : List.of(echo.reply(), delay.reply())) {
      probe.expectIgnored(reply.bytes(), stage.echo(10));
    }
    probe.expectQuiet(Timing.QUIET);
  }

  /** Types that are no requests, with and without payload, and one that hides a request in it. */
  @Scenario(
      id = "D06",
      title = "unknown types in datagrams",
      rules = {"R0.6", "R14.2"})
  default void d06_unknown_types(Stage stage) {
    DatagramProbe probe = stage.datagrams().open(stage.server());
    for (int type : new int[] {0x00, 0x03, 0x20, 0x6F, 0x7F, 0x80, 0x83, 0xFE}) {
      byte[] payload = stage.payloads().bytes(type, type % 3 * 20);
      probe.expectIgnored(new WireFrame(type, 0x0BAD_0000 | type, payload).bytes(), stage.echo(10));
    }
    byte[] hidden = stage.echo(0x0BAE, 10).bytes();
    probe.expectIgnored(new WireFrame(0x20, 0x0BAD, hidden).bytes(), stage.echo(10));
    probe.expectQuiet(Timing.QUIET);
  }
}
