// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static dev.parley.conformance.scenario.ClientCalls.expectToBeLeft;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.conformance.scenario.ClientCalls.Answer;
import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.ProbeListener;
import dev.parley.conformance.wire.Received;
import dev.parley.conformance.wire.WireFrame;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** What a client program says of a server that refuses, leaves or breaks the protocol. */
public interface ClientProgramErrorScenarios extends Conformance {

  /** What the program sends first, and what is answered. */
  String BEFORE = "the line before it";

  /** What is not answered as it should be. */
  String LINE = "the line that fails, which is long enough to be cut";

  /** What the program would send if it went on. */
  String BEHIND = "the line behind it";

  /** UNKNOWN_TYPE, and a reason that would be a line of the program's own. */
  String FORGERY = "\2no\r\nEOF 127.0.0.1:1\r\n";

  /** ERRORs for this request and for the whole connection, and a code that nobody knows yet. */
  @Scenario(
      id = "X05",
      title = "an ERROR for a program's reply",
      rules = {"R0.4", "R18.3", "R18.4", "RB.2"})
  default void x05_error_reply(Stage stage) {
    for (int code : List.of(Code.TOO_LARGE, Code.UNKNOWN_TYPE, Code.TIMEOUT, Code.BUSY, 200)) {
      boolean toNobody = code == Code.TIMEOUT || code == Code.BUSY;
      var answer =
          new Answer(
              "the reply is an ERROR of code " + code,
              request -> error(code, toNobody ? 0 : request.id()));
      requireTellsError(stage, code, answer);
    }
    var forger =
        new Answer(
            "the reason of the ERROR tries to add a line",
            request -> frame(WireFrame.ERROR, request.id(), FORGERY.getBytes(UTF_8)));
    requireTellsError(stage, Code.UNKNOWN_TYPE, forger);
  }

  /** The end of the stream while a reply is owed: before it, and in its middle. */
  @Scenario(
      id = "X06",
      title = "an end instead of a program's reply",
      rules = {"R18.3", "R18.4", "RB.2"})
  default void x06_end_of_stream(Stage stage) {
    List.of(
            new Answer("the server ends the stream and says nothing", request -> new byte[0]),
            new Answer("the server ends in mid-header", request -> cut(request, 5)),
            new Answer("the server ends in mid-payload", request -> cut(request, 20)))
        .forEach(answer -> requireTells(stage, "EOF", answer, Probe::end));
    var nothing = new Answer("the server resets the connection", request -> new byte[0]);
    requireTells(stage, "EOF", nothing, Probe::reset);
  }

  /** Replies that no server of Parley/1 gives to an ECHO. */
  @Scenario(
      id = "X07",
      title = "a reply to a program that breaks the protocol",
      rules = {"R18.3", "R18.4", "RB.2"})
  default void x07_violation(Stage stage) {
    List.of(
            new Answer("the id is another's", r -> frame(0x81, r.id() + 1, r.payload())),
            new Answer("the type is a DELAY's reply", r -> frame(0x82, r.id(), r.payload())),
            new Answer("the type is the request's", r -> frame(0x01, r.id(), r.payload())),
            new Answer("the payload differs", r -> frame(0x81, r.id(), other(r.payload()))),
            new Answer("the payload is too short", r -> frame(0x81, r.id(), new byte[3])),
            new Answer("an ERROR has no code", r -> frame(0xFF, r.id(), new byte[0])),
            new Answer("an ERROR is for another", r -> error(2, r.id() + 1)),
            new Answer(
                "the length is above every maximum",
                r -> WireFrame.header(0xFFFF_FFFFL, 0x81, r.id())))
        .forEach(answer -> requireTells(stage, "PROTOCOL", answer, Probe::end));
  }

  /** A server that refuses a large request before it has read it, and leaves. */
  @Scenario(
      id = "X08",
      title = "a program's write that fails still reads the ERROR",
      rules = {"R18.5", "RB.2"})
  default void x08_failed_write(Stage stage) {
    ProbeListener listener = stage.listen();
    byte[] line = PrintedLines.tooLargeToBeWritten();
    try (var visit = Visit.to(stage, listener.address(), line, Visit.AMPLE, Visit.AMPLE)) {
      Probe probe = visit.accept(listener);
      // By now the program waits for room to write the rest.
      Pause.of(Duration.ofMillis(300));
      probe.sendBytes(error(Code.BUSY, 0));
      probe.reset();
      visit.requireFailure(
          "ERROR " + Code.BUSY, "when the server says so and leaves in the midst of a request");
    }
  }

  /** The connection could go on, and the program ends all the same. */
  private static void requireTellsError(Stage stage, int code, Answer answer) {
    requireTells(stage, "ERROR " + code, answer, probe -> answerOneMore(stage, probe));
  }

  /** To be printed it would have to be read, by a program that has failed. */
  private static void answerOneMore(Stage stage, Probe probe) {
    if (probe.next(stage.patience()) instanceof Received.Frame(WireFrame frame, long _)) {
      probe.trySend(frame.reply().bytes());
      expectToBeLeft(stage, probe, "when a line was answered by an ERROR");
    }
  }

  private static void requireTells(Stage stage, String word, Answer answer, Consumer<Probe> then) {
    ProbeListener listener = stage.listen();
    byte[] lines = String.join("\n", BEFORE, LINE, BEHIND).getBytes(UTF_8);
    try (var visit = Visit.to(stage, listener.address(), lines, Visit.AMPLE, Visit.AMPLE)) {
      Probe probe = visit.accept(listener);
      probe.send(visit.expectEcho(probe, BEFORE.getBytes(UTF_8)).reply());
      WireFrame request = visit.expectEcho(probe, LINE.getBytes(UTF_8));
      probe.sendBytes(answer.bytes().apply(request));
      then.accept(probe);
      visit.requireFailure(word, "when " + answer.what(), BEFORE);
    }
  }

  private static byte[] other(byte[] payload) {
    byte[] other = payload.clone();
    other[other.length - 1] ^= 1;
    return other;
  }

  private static byte[] cut(WireFrame request, int bytes) {
    return Arrays.copyOf(request.reply().bytes(), bytes);
  }

  private static byte[] frame(int type, int id, byte[] payload) {
    return new WireFrame(type, id, payload).bytes();
  }

  private static byte[] error(int code, int id) {
    return frame(WireFrame.ERROR, id, new byte[] {(byte) code, 'n', 'o'});
  }
}
