// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.stage.TlsStage;
import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.tls.Engines;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.Received;
import dev.parley.protocol.ServerOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** Handshakes that succeed, fail, stall, and never come: rules R6.1 and R13.1. */
public interface HandshakeScenarios extends Conformance {

  /** How soon another client must be served, whoever stalls. */
  Duration SOON = Duration.ofMillis(1500);

  /** Why a client may stay that spoke no TLS. */
  String NO_TLS =
      "The first bytes can be no record of TLS, and the exception that says so has ended nothing:"
          + " a handshake that fails must close its connection.";

  /** Why a client may wait while others stall. */
  String ONE_BY_ONE =
      "Eight clients before this one stall in their handshakes: does the thread that accepts shake"
          + " hands too, one client after the other?";

  /** Clients that speak no TLS, half a ClientHello, one that drips, or nothing, beside others. */
  @Scenario(
      id = "T01",
      title = "who does not speak TLS, or stalls, costs nobody else",
      rules = {"R6.1", "R10.1"})
  default void t01_not_tls(Stage stage) throws Exception {
    RunningServer server = stage.server(o -> o.handshakeTimeout(ClockWindow.SHORT));
    Duration clock = ClockWindow.of(stage, server, ServerOptions::handshakeTimeout);
    byte[] hello = hello(server);
    stage.together(
        List.of(
            () -> isGone(stage, server, stage.echo(10).bytes()),
            () -> isGone(stage, server, "GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII)),
            () -> Punctual.play(() -> isCut(stage, server, clock, new byte[0])),
            () -> Punctual.play(() -> isCut(stage, server, clock, half(hello))),
            () -> Punctual.play(() -> stalledBesideOthers(stage, hello))));
    // Behind the others, who tell whether there is a clock at all.
    Punctual.play(() -> isCutWhileItDrips(stage, server, clock, hello));
  }

  /** Returns the first bytes of a client. */
  private static byte[] hello(RunningServer server) throws SSLException {
    SSLEngine engine = TlsStage.fresh().client(server.address(), "TLSv1.3");
    ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), record);
    return Arrays.copyOf(record.array(), record.position());
  }

  private static byte[] half(byte[] hello) {
    return Arrays.copyOf(hello, hello.length / 2);
  }

  /** What cannot be TLS is given up at once, with an alert or without. */
  private static void isGone(Stage stage, RunningServer server, byte[] bytes) {
    Probe probe = stage.tls().connectWithoutTls(server);
    probe.trySend(bytes);
    if (probe.skipToEnd(stage.patience()) instanceof Received.Nothing nothing) {
      throw probe
          .mismatch("an end of the connection, behind an alert or without one", nothing)
          .because(NO_TLS);
    }
  }

  private static void isCut(Stage stage, RunningServer server, Duration clock, byte[] bytes) {
    long before = System.nanoTime();
    Probe probe = stage.tls().connectWithoutTls(server);
    var window = new ClockWindow(clock, before, System.nanoTime());
    probe.trySend(bytes);
    window.expectGone(probe, "Nothing limits the time that a handshake may take.");
  }

  /** Sends a byte in each third of the clock: each is in time, and the handshake is not. */
  private static void isCutWhileItDrips(
      Stage stage, RunningServer server, Duration clock, byte[] hello) {
    Duration third = clock.dividedBy(3);
    long before = System.nanoTime();
    Probe probe = stage.tls().connectWithoutTls(server);
    var window = new ClockWindow(clock, before, System.nanoTime());
    int sent = 0;
    Received next = probe.skipToEnd(third);
    while (next instanceof Received.Nothing && window.left().compareTo(third) > 0) {
      probe.trySend(new byte[] {hello[sent++]});
      next = probe.skipToEnd(third);
    }
    window.judgeGone(
        probe, next, "A timeout for each read starts anew with each byte of a handshake.");
  }

  /** On a server with a clock that allows a handshake its time on a busy machine. */
  private static void stalledBesideOthers(Stage stage, byte[] hello) {
    RunningServer server = stage.server();
    for (int i = 0; i < 8; i++) {
      stage.tls().connectWithoutTls(server).trySend(Arrays.copyOf(hello, i * hello.length / 8));
    }
    long start = System.nanoTime();
    try {
      stage.connect(server).ask(stage.echo(10));
    } catch (Mismatch failure) {
      throw failure.because(ONE_BY_ONE);
    }
    long took = Timing.millisBetween(start, System.nanoTime());
    if (took > SOON.toMillis()) {
      throw new Mismatch(
              "a client that is served while others stall in their handshakes",
              "one that waited %d ms".formatted(took))
          .because(ONE_BY_ONE);
    }
  }

  /** Why a client may fail that was here before. */
  String RESUMED =
      "This session was resumed from an earlier connection's: what belongs to a connection must not"
          + " be kept with its SSLSession, and no step of a whole handshake may be counted on.";

  /** Why a client may fail whose handshake is done. */
  String BEHIND_FINISHED =
      "The first request may come in one read with the last record of the handshake, and must not be"
          + " lost with what the handshake leaves behind.";

  /** Many handshakes one after the other, whole ones and resumed ones, of both versions. */
  @Scenario(
      id = "T04",
      title = "fifty fresh and fifty resumed sessions",
      rules = {"R13.1"})
  default void t04_sessions(Stage stage) {
    RunningServer server = stage.server(o -> o);
    for (String version : Engines.VERSIONS) {
      Engines resuming = TlsStage.fresh();
      for (int i = 0; i < 25; i++) {
        say(stage, server, TlsStage.fresh().client(server.address(), version));
        say(stage, server, resuming.client(server.address(), version));
      }
    }
  }

  private static void say(Stage stage, RunningServer server, SSLEngine engine) {
    long before = System.currentTimeMillis();
    Probe probe = stage.tls().connect(server, engine).probe();
    try {
      probe.ask(stage.echo(100));
    } catch (Mismatch failure) {
      boolean resumed = engine.getSession().getCreationTime() < before;
      Mismatch told = failure.because(BEHIND_FINISHED);
      throw resumed ? told.because(RESUMED) : told;
    }
    probe.close();
  }
}
