// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.stage.Task;
import dev.parley.conformance.stage.TlsStage.Client;
import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.tls.Engines;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.Received;
import dev.parley.conformance.wire.WireFrame;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Records and their ends: rules R13.2 and R13.3. */
public interface RecordScenarios extends Conformance {

  /**
   * How soon a connection must be gone whose stream was cut off, or has ended on both sides: the
   * second of rules R13.2 and R13.3, and one more.
   */
  Duration GONE = Duration.ofSeconds(2);

  /** Why a server may lose what a record says. */
  String CUT_ANEW =
      "The records came in pieces, or several in one read: what is there of the next one must be kept"
          + " (compact(), not clear()), and unwrapped before the next read from the socket.";

  /** Records byte by byte, in pieces that fit nothing, and several at once. */
  @Scenario(
      id = "T02",
      title = "records that are cut anew",
      rules = {"R0.2", "R13.1"})
  default void t02_records_cut_anew(Stage stage) {
    RunningServer server = stage.server(o -> o);
    for (String version : Engines.VERSIONS) {
      stage.sideBySide(
          List.of(
              () -> cutAnew(() -> speaksInPieces(stage, server, version, 1, 2_000)),
              () -> cutAnew(() -> speaksInPieces(stage, server, version, 7, 20_000)),
              () -> cutAnew(() -> speaksInPieces(stage, server, version, 20_000, 65_536)),
              () -> cutAnew(() -> speaksAllAtOnce(stage, server, version))));
    }
  }

  /** Nothing, or an end, where a reply is owed to records that were cut anew. */
  private static void cutAnew(Task conversation) throws Exception {
    try {
      conversation.run();
    } catch (Mismatch failure) {
      boolean differs = failure.evidence() != null && failure.evidence().stop() == null;
      throw differs ? failure : failure.because(CUT_ANEW);
    }
  }

  private static void speaksInPieces(
      Stage stage, RunningServer server, String version, int size, int largest) {
    var engine = stage.tls().engines().client(server.address(), version);
    Probe probe = stage.tls().connect(server, engine, size).probe();
    for (int i = 0; i < 20; i++) {
      probe.ask(stage.echo(i * 7));
    }
    probe.ask(stage.echo(largest));
    probe.close();
  }

  /** A hundred records in one write, as if the network had held them back. */
  private static void speaksAllAtOnce(Stage stage, RunningServer server, String version) {
    Client client = stage.tls().connect(server, version);
    client.probe().ask(stage.echo(1));
    client.pieces().merge();
    List<WireFrame> echoes = IntStream.range(0, 100).mapToObj(stage::echo).toList();
    echoes.forEach(echo -> client.probe().send(echo));
    quietly(client.pieces()::release);
    echoes.forEach(echo -> client.probe().expect(echo.reply()));
    client.probe().close();
  }

  /** A FIN where TLS has not ended, in mid-frame, behind requests, and in front of the first. */
  @Scenario(
      id = "T03",
      title = "a cut is no end",
      rules = {"R13.3"})
  default void t03_truncation(Stage stage) {
    RunningServer server = stage.server(o -> o);
    for (String version : Engines.VERSIONS) {
      stage.sideBySide(
          List.of(
              () -> cutsInMidFrame(stage, server, version),
              () -> cutsBehindDelay(stage, server, version),
              () -> {
                Client client = stage.tls().connect(server, version);
                quietly(client.link()::endRaw);
                client.probe().expectGone(GONE);
              }));
    }
  }

  private static void cutsInMidFrame(Stage stage, RunningServer server, String version) {
    Client client = stage.tls().connect(server, version);
    byte[] frame = stage.echo(100).bytes();
    client.probe().sendBytes(Arrays.copyOf(frame, 50));
    quietly(client.link()::endRaw);
    Received next = client.probe().next(GONE);
    client
        .probe()
        .require(
            next instanceof Received.End || next instanceof Received.Reset,
            "no reply to half a frame, and the connection gone within 1 s of the FIN",
            next.toString(),
            switch (next) {
              case Received.Frame _ ->
                  "A FIN without close_notify was taken for the end of the stream, and half a frame"
                      + " for a whole one.";
              case Received.Nothing _ ->
                  "A FIN without close_notify was taken for nothing at all: a read that brings -1"
                      + " is the end of the connection, whatever the engine waits for.";
              default -> "";
            });
  }

  private static void cutsBehindDelay(Stage stage, RunningServer server, String version) {
    Client client = stage.tls().connect(server, version);
    client.probe().send(stage.delay(300, 10));
    quietly(client.link()::endRaw);
    // The reply may come or not: the FIN may stand for a client that is gone, or for half a cut.
    Received next = client.probe().next(stage.patience());
    if (next instanceof Received.Frame || next instanceof Received.Nothing) {
      client.probe().expectGone(GONE);
    }
  }

  /** The end of both sides' streams, as the server makes it and as it answers the client's. */
  @Scenario(
      id = "T08",
      title = "close_notify before FIN",
      rules = {"R5.1", "R13.2"})
  default void t08_close_notify(Stage stage) {
    RunningServer server = stage.server(o -> o);
    for (String version : Engines.VERSIONS) {
      stage.sideBySide(
          List.of(() -> isRefused(stage, server, version), () -> leaves(stage, server, version)));
    }
    answersBehindTheEnd(stage, server);
  }

  private static void isRefused(Stage stage, RunningServer server, String version) {
    Client client = stage.tls().connect(server, version);
    Probe probe = client.probe();
    probe.sendBytes(WireFrame.header(0xFFFF_FFFFL, WireFrame.ECHO, 9));
    probe.expectError(Code.TOO_LARGE, 9);
    expectBothEnds(client);
  }

  private static void leaves(Stage stage, RunningServer server, String version) {
    Client client = stage.tls().connect(server, version);
    client.probe().ask(stage.echo(10));
    client.probe().end();
    expectBothEnds(client);
  }

  /** TLS ends, and then what carried it. */
  private static void expectBothEnds(Client client) {
    client.probe().expectEnd();
    if (!client.link().endsRaw(GONE)) {
      throw new Mismatch(
              "a FIN within 1 s of close_notify",
              "a connection that is still open %d ms behind it".formatted(GONE.toMillis()))
          .because(
              "TLS has ended, and its socket was left open: every client that leaves in order costs a"
                  + " descriptor for ever.");
    }
    client.probe().close();
  }

  /** Under TLS 1.3 each side ends for itself. */
  private static void answersBehindTheEnd(Stage stage, RunningServer server) {
    Probe probe = stage.tls().connect(server, "TLSv1.3").probe();
    WireFrame delay = stage.delay(200, 10);
    WireFrame echo = stage.echo(5_000);
    probe.send(delay, echo);
    probe.end();
    probe.expect(delay.reply(), echo.reply());
    probe.expectEnd();
    probe.close();
  }

  /** Why a conversation may end with a change of keys. */
  String NEW_KEYS =
      "The client has just changed its keys and asked for new ones (KeyUpdate): an engine that asks"
          + " for a handshake in mid-stream wants its NEED_WRAP done, and a wrap that made a record"
          + " and took no byte of the reply has to be called again.";

  /** New keys in the middle of a conversation, asked for by the client. */
  @Scenario(
      id = "T09",
      title = "new keys in mid-stream",
      rules = {"R13.1"})
  default void t09_key_update(Stage stage) {
    RunningServer server = stage.server(o -> o);
    Client client = stage.tls().connect(server, "TLSv1.3");
    for (int i = 0; i < 5; i++) {
      client.probe().ask(stage.echo(1_000));
      quietly(client.link()::updateKeys);
      try {
        client.probe().ask(stage.echo(40_000));
      } catch (Mismatch failure) {
        throw failure.because(NEW_KEYS);
      }
    }
    WireFrame delay = stage.delay(200, 10);
    client.probe().send(delay);
    quietly(client.link()::updateKeys);
    client.probe().expect(delay.reply());
    client.probe().close();
  }

  /** Something that the suite does to its own connection. */
  interface Act {
    /** Does it. */
    void run() throws IOException;
  }

  private static void quietly(Act act) {
    try {
      act.run();
    } catch (IOException e) {
      throw new Mismatch("a connection that is open", e.toString());
    }
  }
}
