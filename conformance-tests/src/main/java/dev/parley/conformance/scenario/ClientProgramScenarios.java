// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static dev.parley.conformance.scenario.ClientCalls.expectToBeLeft;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.ProbeListener;
import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** What a client program does by the launch contract, and when nobody answers: appendix B. */
public interface ClientProgramScenarios extends Conformance {

  /** The timeout of a program that shall run into it. */
  Duration SHORT = Duration.ofSeconds(1);

  /** Less than the timeout, so that each byte comes in time and all of them do not. */
  Duration BETWEEN_BYTES = SHORT.dividedBy(8);

  /** Lines of all sorts: each becomes one ECHO, and each reply one line. */
  @Scenario(
      id = "X01",
      title = "lines in, lines out",
      rules = {"R0.1", "R0.5", "R0.6", "RB.1"})
  default void x01_lines(Stage stage) {
    List<byte[]> lines =
        List.of(
            bytes("hello"),
            bytes(""),
            bytes("  blanks at both ends "),
            bytes("gr\u00fc\u00df dich \u2713 \uD83D\uDE80"),
            bytes("0123456789".repeat(7_000)),
            anyBytes(),
            bytes("a carriage return is no end\r"),
            bytes("the last line has no end"));
    answer(stage, lines, (probe, reply) -> probe.send(reply));
  }

  /** Replies that arrive in pieces, as TCP may cut them. */
  @Scenario(
      id = "X02",
      title = "replies in pieces",
      rules = {"R0.1", "RB.1"})
  default void x02_pieces(Stage stage) {
    List<byte[]> lines = List.of(bytes("byte by byte"), bytes("0123456789".repeat(20)));
    answer(stage, lines, (probe, reply) -> drip(probe, reply, Duration.ofMillis(1)));
  }

  private static void answer(Stage stage, List<byte[]> lines, BiConsumer<Probe, WireFrame> server) {
    ProbeListener listener = stage.listen();
    InetSocketAddress address = listener.address();
    try (var visit = Visit.to(stage, address, joined(lines), Visit.AMPLE, Visit.AMPLE)) {
      Probe probe = visit.accept(listener);
      for (byte[] line : lines) {
        server.accept(probe, visit.expectEcho(probe, line).reply());
      }
      expectToBeLeft(stage, probe, "when its input has ended and every line is answered");
      visit.requireSuccess(lines);
    }
  }

  /** Each byte but the line feed, which is no text in any encoding. */
  private static byte[] anyBytes() {
    var line = new ByteArrayOutputStream();
    IntStream.range(0, 256).filter(one -> one != '\n').forEach(line::write);
    return line.toByteArray();
  }

  private static byte[] joined(List<byte[]> lines) {
    var joined = new ByteArrayOutputStream();
    for (int i = 0; i < lines.size(); i++) {
      joined.writeBytes(i == 0 ? new byte[0] : bytes("\n"));
      joined.writeBytes(lines.get(i));
    }
    return joined.toByteArray();
  }

  /**
   * No reply, one whose bytes drip, and a request that nobody reads: the timeout is one for the
   * whole of it.
   */
  @Scenario(
      id = "X03",
      title = "a reply that comes too late for a program",
      rules = {"R18.1", "R18.4", "RB.2"})
  default void x03_too_late(Stage stage) {
    askInVain(stage, "when no reply comes in time", (probe, reply) -> {});
    askInVain(
        stage,
        "when the bytes of the reply drip",
        (probe, reply) -> drip(probe, reply, BETWEEN_BYTES));
    writeInVain(stage);
  }

  private static void writeInVain(Stage stage) {
    ProbeListener listener = stage.listen();
    byte[] line = PrintedLines.tooLargeToBeWritten();
    try (var visit = Visit.to(stage, listener.address(), line, Visit.AMPLE, SHORT)) {
      visit.accept(listener);
      visit.requireTimeout(SHORT, "when the request is not read");
    }
  }

  private static void askInVain(Stage stage, String when, BiConsumer<Probe, WireFrame> server) {
    ProbeListener listener = stage.listen();
    InetSocketAddress address = listener.address();
    try (var visit = Visit.to(stage, address, bytes("hello\n"), Visit.AMPLE, SHORT)) {
      Probe probe = visit.accept(listener);
      WireFrame request = visit.expectEcho(probe, bytes("hello"));
      long start = System.nanoTime();
      server.accept(probe, request.reply());
      expectToBeLeft(stage, probe, "after a timeout of %d ms".formatted(SHORT.toMillis()));
      visit.requireInTime(SHORT, start, System.nanoTime());
      visit.requireTimeout(SHORT, when);
    }
  }

  /** Sends byte by byte until all are sent or the client has left. */
  private static void drip(Probe probe, WireFrame reply, Duration pause) {
    for (byte one : reply.bytes()) {
      if (!probe.trySend(new byte[] {one})) {
        return;
      }
      Pause.of(pause);
    }
  }

  /** A port on which nobody listens, and one behind which nobody accepts. */
  @Scenario(
      id = "X04",
      title = "nobody there for a program, or nobody accepts",
      rules = {"R18.1", "R18.2", "RB.2"})
  default void x04_nobody_there(Stage stage) {
    InetSocketAddress nobody = Ports.free();
    try (var visit = Visit.to(stage, nobody, bytes("hello\n"), Visit.AMPLE, Visit.AMPLE)) {
      String line = visit.requireFailure("REFUSED", "where nobody listens");
      ClientCalls.requireNamed(line, Endpoint.text(nobody));
    }
    try (FullBacklog full = FullBacklog.fill();
        var visit = Visit.to(stage, full.address(), bytes("hello\n"), SHORT, Visit.AMPLE)) {
      visit.requireTimeout(SHORT, "when the connection is not made in time");
    } catch (IOException e) {
      throw new Mismatch("a backlog that can be filled", e.toString());
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
