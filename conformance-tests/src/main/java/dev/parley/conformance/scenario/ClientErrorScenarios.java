// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static dev.parley.conformance.scenario.ClientCalls.connect;
import static dev.parley.conformance.scenario.ClientCalls.expectRequest;
import static dev.parley.conformance.scenario.ClientCalls.expectToBeLeft;
import static dev.parley.conformance.scenario.ClientCalls.requireClient;
import static dev.parley.conformance.scenario.ClientCalls.requireClosed;
import static dev.parley.conformance.scenario.ClientCalls.requireEcho;
import static dev.parley.conformance.scenario.ClientCalls.requireFails;

import dev.parley.conformance.scenario.ClientCalls.Answer;
import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.stage.Task;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.ProbeListener;
import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.Client;
import dev.parley.protocol.EndOfStreamException;
import dev.parley.protocol.ErrorReplyException;
import dev.parley.protocol.ProtocolViolationException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** What a client tells of a server that refuses, leaves, or breaks the protocol: section 18. */
public interface ClientErrorScenarios extends Conformance {

  /** What an ERROR that costs one request leaves behind. */
  String GOES_ON = "a client that goes on behind an ERROR that is not fatal";

  /** An ERROR that is fatal, and one that is not. */
  @Scenario(
      id = "C03",
      title = "an ERROR for a reply",
      rules = {"R18.3", "R18.4"})
  default void c03_error_reply(Stage stage) {
    requireClient(stage);
    stage.together(
        () -> costsOneRequest(stage, Code.UNKNOWN_TYPE),
        () -> costsOneRequest(stage, Code.BAD_REQUEST),
        () -> endsTheClient(stage, Code.TOO_LARGE, true),
        () -> endsTheClient(stage, Code.TIMEOUT, false),
        () -> endsTheClient(stage, Code.BUSY, false),
        () -> endsTheClient(stage, 200, true));
  }

  private static void costsOneRequest(Stage stage, int code) {
    ProbeListener listener = stage.listen();
    stage.together(
        () -> {
          try (Client client = connect(stage, stage.clientOptions(listener.address()))) {
            requireError(client, code, 100);
            byte[] payload = stage.payloads().bytes(code, 100);
            requireEcho(client, payload, GOES_ON);
          }
        },
        () -> {
          Probe probe = listener.accept();
          probe.send(error(code, expectRequest(stage, probe).id()));
          probe.send(expectRequest(stage, probe, GOES_ON).reply());
        });
  }

  private static void endsTheClient(Stage stage, int code, boolean withId) {
    ProbeListener listener = stage.listen();
    stage.together(
        () -> {
          try (Client client = connect(stage, stage.clientOptions(listener.address()))) {
            requireError(client, code, 100);
            requireClosed(client);
          }
        },
        () -> {
          Probe probe = listener.accept();
          WireFrame request = expectRequest(stage, probe);
          probe.send(error(code, withId ? request.id() : 0));
          expectToBeLeft(stage, probe, "when its call has failed");
        });
  }

  private static void requireError(Client client, int code, int size) {
    ErrorReplyException error =
        requireFails(
            ErrorReplyException.class,
            "when the reply is an ERROR of code " + code,
            () -> client.echo(new byte[size]));
    if (error.value() != code) {
      throw new Mismatch("the ERROR's code, " + code, "code " + error.value());
    }
  }

  /** The end of the stream while a reply is owed: before it, and in its middle. */
  @Scenario(
      id = "C04",
      title = "an end instead of a reply",
      rules = {"R18.3", "R18.4"})
  default void c04_end_of_stream(Stage stage) {
    requireClient(stage);
    requireEachFails(
        stage,
        EndOfStreamException.class,
        List.of(
            new Answer("the server ends the stream and says nothing", _ -> new byte[0]),
            new Answer("the server ends in mid-header", request -> cut(request, 5)),
            new Answer("the server ends in mid-payload", request -> cut(request, 50))));
  }

  private static byte[] cut(WireFrame request, int bytes) {
    return Arrays.copyOf(request.reply().bytes(), bytes);
  }

  /** Replies that no server of Parley/1 gives to an ECHO. */
  @Scenario(
      id = "C05",
      title = "a reply that breaks the protocol",
      rules = {"R18.3", "R18.4"})
  default void c05_violation(Stage stage) {
    requireClient(stage);
    requireEachFails(
        stage,
        ProtocolViolationException.class,
        List.of(
            new Answer("the id is another's", r -> frame(0x81, r.id() + 1, r.payload())),
            new Answer("the type is a DELAY's reply", r -> frame(0x82, r.id(), r.payload())),
            new Answer("the type is the request's", r -> frame(0x01, r.id(), r.payload())),
            new Answer("a byte of the payload differs", r -> frame(0x81, r.id(), new byte[100])),
            new Answer("the payload is too short", r -> frame(0x81, r.id(), new byte[99])),
            new Answer("an ERROR has no code", r -> frame(0xFF, r.id(), new byte[0])),
            new Answer("an ERROR is for another", r -> error(2, r.id() + 1).bytes()),
            new Answer(
                "the length is above every maximum",
                r -> WireFrame.header(0xFFFF_FFFFL, 0x81, r.id()))));
  }

  private static byte[] frame(int type, int id, byte[] payload) {
    return new WireFrame(type, id, payload).bytes();
  }

  private static <E extends IOException> void requireEachFails(
      Stage stage, Class<E> kind, List<Answer> answers) {
    stage.together(
        answers.stream().<Task>map(answer -> () -> requireFailsBy(stage, kind, answer)).toList());
  }

  private static <E extends IOException> void requireFailsBy(
      Stage stage, Class<E> kind, Answer answer) {
    ProbeListener listener = stage.listen();
    stage.together(
        () -> {
          try (Client client = connect(stage, stage.clientOptions(listener.address()))) {
            byte[] payload = stage.payloads().bytes(100, 100);
            requireFails(kind, "when " + answer.what(), () -> client.echo(payload));
            requireClosed(client);
          }
        },
        () -> {
          Probe probe = listener.accept();
          probe.sendBytes(answer.bytes().apply(expectRequest(stage, probe)));
          probe.end();
          expectToBeLeft(stage, probe, "when its call has failed");
        });
  }

  /** A server that refuses a large request before it has read it, and closes. */
  @Scenario(
      id = "C06",
      title = "a write that fails still reads the ERROR",
      rules = {"R18.5"})
  default void c06_failed_write(Stage stage) {
    requireClient(stage);
    ProbeListener listener = stage.listen();
    stage.together(
        () -> {
          try (Client client = connect(stage, stage.clientOptions(listener.address()))) {
            requireError(client, Code.BUSY, 8 << 20);
          }
        },
        () -> {
          Probe probe = listener.accept();
          // By now the client waits for room to write the rest.
          Pause.of(Duration.ofMillis(100));
          probe.send(error(Code.BUSY, 0));
          probe.reset();
        });
  }

  private static WireFrame error(int code, int id) {
    return new WireFrame(WireFrame.ERROR, id, new byte[] {(byte) code, 'n', 'o'});
  }
}
