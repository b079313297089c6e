// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static dev.parley.conformance.scenario.Timing.millisBetween;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.Names;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.WireFrame;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How connections end: sections 5 and 7. */
public interface ClosingScenarios extends Conformance {

  /** More than a server may discard behind its ERROR and two systems hold on the way, in bytes. */
  long MOST_TAKEN = 16 << 20;

  /** A client that ends its side as soon as it has sent. */
  @Scenario(
      id = "R07",
      title = "half-close",
      rules = {"R5.1", "R5.2"})
  default void r07_half_close(Stage stage) {
    RunningServer server = stage.server();
    WireFrame delay = stage.delay(100, 10);
    stage.sideBySide(
        List.of(
            () -> endsItsSide(stage, server, List.of(stage.echo(10), stage.echo(0), delay), 0),
            () -> endsItsSide(stage, server, List.of(stage.echo(10), stage.echo(20)), 50),
            () -> endsItsSide(stage, server, echoes(stage, 64), 0),
            () -> endsDuringADelay(stage, server)));
  }

  /** When the server reads on, requests and the end behind them are there together. */
  private static void endsDuringADelay(Stage stage, RunningServer server) {
    WireFrame delay = stage.delay(200, 10);
    List<WireFrame> behind = echoes(stage, 2);
    Probe probe = stage.connect(server);
    probe.send(delay);
    Pause.of(Duration.ofMillis(50));
    probe.pump(WireFrame.bytes(behind));
    probe.end();
    probe.expect(delay.reply());
    behind.forEach(request -> probe.expect(request.reply()));
    probe.expectEnd();
  }

  /** Sends requests and some bytes of one more, ends its side, and reads late. */
  private static void endsItsSide(
      Stage stage, RunningServer server, List<WireFrame> requests, int more) {
    Probe probe = stage.connect(server);
    stage.together(
        () -> {
          probe.pump(WireFrame.bytes(requests));
          probe.pump(Arrays.copyOf(stage.echo(100).bytes(), more));
          probe.end();
        },
        () -> {
          Pause.of(Duration.ofMillis(100));
          requests.forEach(request -> probe.expect(request.reply()));
          probe.expectEnd();
        });
  }

  /**
   * A header that is too large with junk behind it, which the server must not answer by a reset.
   */
  @Scenario(
      id = "R08",
      title = "the end after an ERROR is clean",
      rules = {"R7.1", "R7.2", "R7.4"})
  default void r08_clean_end(Stage stage) {
    RunningServer server = stage.server();
    stage.sideBySide(
        List.of(
            () -> sendsJunkAtOnce(stage, server, List.of(stage.echo(10), stage.echo(0))),
            () -> sendsJunkAtOnce(stage, server, echoes(stage, 64)),
            () -> Punctual.play(() -> sendsJunkAfterTheError(stage, server))));
  }

  /** Sends everything at once and reads late; the junk begins with a request. */
  private static void sendsJunkAtOnce(Stage stage, RunningServer server, List<WireFrame> requests) {
    WireFrame hidden = stage.echo(30);
    var all = new ByteArrayOutputStream();
    all.writeBytes(WireFrame.bytes(requests));
    all.writeBytes(WireFrame.header(0xFFFF_FFFFL, WireFrame.ECHO, 9));
    all.writeBytes(hidden.bytes());
    all.writeBytes(stage.payloads().bytes(9, OrderlyEnd.JUNK - hidden.bytes().length));
    Probe probe = stage.connect(server);
    stage.together(
        () -> probe.pump(all.toByteArray()),
        () -> {
          Pause.of(Duration.ofMillis(150));
          requests.forEach(request -> probe.expect(request.reply()));
          probe.expectError(Code.TOO_LARGE, 9);
          probe.expectEnd();
        });
  }

  /** Reads the ERROR, and has not noticed the end when it sends on. */
  private static void sendsJunkAfterTheError(Stage stage, RunningServer server) {
    Probe probe = stage.connect(server);
    long refused = System.nanoTime();
    probe.sendBytes(WireFrame.header(0xFFFF_FFFFL, WireFrame.ECHO, 9));
    probe.expectError(Code.TOO_LARGE, 9);
    OrderlyEnd.expectWhileSending(probe, refused);
  }

  /** Clients that have read the ERROR and the end, and send junk for ever: a flood and a drip. */
  @Scenario(
      id = "R15",
      title = "junk for ever is cut",
      rules = {"R7.3"})
  default void r15_junk_for_ever(Stage stage) {
    RunningServer server = stage.server();
    stage.sideBySide(
        List.of(
            () -> Punctual.play(() -> sendsForEver(stage, server, 16 * 1024, Duration.ZERO)),
            () -> Punctual.play(() -> sendsForEver(stage, server, 1, Duration.ofMillis(20)))));
  }

  private static void sendsForEver(Stage stage, RunningServer server, int bytes, Duration pause) {
    Probe probe = stage.connect(server);
    long refused = System.nanoTime();
    probe.sendBytes(WireFrame.header(0xFFFF_FFFFL, WireFrame.ECHO, 9));
    probe.expectError(Code.TOO_LARGE, 9);
    probe.expectEnd(Duration.ofMillis(500));
    long ended = System.nanoTime();
    long junk = 0;
    while (System.nanoTime() - ended < Duration.ofSeconds(3).toNanos()
        && probe.trySend(new byte[bytes])) {
      junk += bytes;
      Pause.of(pause);
    }
    long cut = System.nanoTime();
    requireLongEnough(junk, millisBetween(refused, cut));
    // What the socket takes to tell the client is not the server's time.
    requireShortEnough(junk, millisBetween(ended, cut));
  }

  private static void requireLongEnough(long junk, long millis) {
    if (junk < 256 * 1024 && millis < 500) {
      throw new Mismatch(
              "a server that discards 256 KiB or 500 ms of what comes behind its ERROR",
              "a reset after %s and %d ms".formatted(Names.count(junk, "byte"), millis))
          .because("The server closed behind its ERROR instead of reading on for a while.");
    }
  }

  private static void requireShortEnough(long junk, long millis) {
    if (millis > 1500 || junk > MOST_TAKEN) {
      throw new Mismatch(
              "a server that stops reading 1 MiB or 1 s behind its ERROR at the latest",
              "still reading after %s and %d ms".formatted(Names.count(junk, "byte"), millis))
          .because(
              millis > 1500
                  ? "What is discarded has no bound: a timeout for each read starts anew with every"
                      + " byte, and a client that never stops keeps its connection for ever."
                  : "What is discarded has no bound of bytes: a fast client sends as much as the time"
                      + " allows.");
    }
  }

  private static List<WireFrame> echoes(Stage stage, int count) {
    List<WireFrame> echoes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      echoes.add(stage.echo(65_536));
    }
    return echoes;
  }
}
