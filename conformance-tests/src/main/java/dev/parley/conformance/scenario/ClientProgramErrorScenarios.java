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
import dev.parley.conformance.wire.WireFrame;
import java.util.Arrays;
import java.util.List;

/** What a client program says of a server that refuses, leaves or breaks the protocol. */
public interface ClientProgramErrorScenarios extends Conformance {

  /** What the program sends. */
  String LINE = "the only line of all, which is long enough to be cut";

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
      requireTells(stage, "ERROR " + code, answer);
    }
    var forger =
        new Answer(
            "the reason of the ERROR tries to add a line",
            request -> frame(WireFrame.ERROR, request.id(), FORGERY.getBytes(UTF_8)));
    requireTells(stage, "ERROR " + Code.UNKNOWN_TYPE, forger);
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
        .forEach(answer -> requireTells(stage, "EOF", answer));
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
        .forEach(answer -> requireTells(stage, "PROTOCOL", answer));
  }

  private static void requireTells(Stage stage, String word, Answer answer) {
    ProbeListener listener = stage.listen();
    byte[] line = LINE.getBytes(UTF_8);
    try (var visit =
        Visit.to(
            stage, listener.address(), (LINE + "\n").getBytes(UTF_8), Visit.AMPLE, Visit.AMPLE)) {
      Probe probe = visit.accept(listener);
      probe.sendBytes(answer.bytes().apply(visit.expectEcho(probe, line)));
      probe.end();
      visit.requireFailure(word, "when " + answer.what());
      expectToBeLeft(stage, probe, "when " + answer.what());
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
