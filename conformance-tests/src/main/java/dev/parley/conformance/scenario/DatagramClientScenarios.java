// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static dev.parley.conformance.scenario.ClientCalls.connect;
import static dev.parley.conformance.scenario.ClientCalls.requireClient;
import static dev.parley.conformance.scenario.ClientCalls.requireEcho;
import static dev.parley.conformance.scenario.ClientCalls.requireFails;
import static dev.parley.conformance.scenario.ClientCalls.requireNamed;
import static dev.parley.conformance.scenario.ClientCalls.requireTimesOut;
import static dev.parley.conformance.scenario.Timing.millisBetween;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.stage.Task;
import dev.parley.conformance.wire.DatagramProbe;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.Client;
import dev.parley.protocol.ClientOptions;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** What a client of datagrams does with whoever answers, and with whoever does not: rule R19.1. */
public interface DatagramClientScenarios extends Conformance {

  /** A client that is expected to be answered, however often it has to ask. */
  Duration LONG_ENOUGH = Duration.ofSeconds(20);

  /** A port on which nobody listens, and one behind which nobody answers. */
  @Scenario(
      id = "D22",
      title = "no server for a datagram, or a silent one",
      rules = {"R18.1", "R18.2", "R19.1"})
  default void d22_nobody_there(Stage stage) {
    requireClient(stage);
    stage.together(() -> requireRefused(stage), () -> requireTimeout(stage));
  }

  private static void requireRefused(Stage stage) {
    InetSocketAddress nobody = Ports.free();
    ClientOptions options = ClientOptions.to(nobody).withReplyTimeout(stage.patience());
    long start = System.nanoTime();
    ConnectException refused =
        requireFails(
            ConnectException.class,
            "where nobody listens",
            () -> {
              try (Client client = stage.style().connect(options)) {
                client.echo(stage.payloads().bytes(1, 10));
              }
            });
    long millis = millisBetween(start, System.nanoTime());
    requireNamed(String.valueOf(refused.getMessage()), nobody.getPort() + "");
    stage.require(millis < 1_000, "a refusal that is told at once", "one after " + millis + " ms");
  }

  private static void requireTimeout(Stage stage) {
    Duration timeout = ClientScenarios.TIMEOUT;
    DatagramProbe silent = stage.datagrams().listen();
    ClientOptions options = ClientOptions.to(silent.address()).withReplyTimeout(timeout);
    var decided = new CountDownLatch(1);
    stage.together(
        () -> {
          try (Client client = connect(stage, options)) {
            byte[] payload = stage.payloads().bytes(2, 10);
            requireTimesOut(options.peer(), timeout, () -> client.echo(payload));
          } finally {
            decided.countDown();
          }
        },
        () ->
            stage.require(
                ClientCalls.isInTime(stage, decided),
                "a call that times out after %d ms, however often it asks again"
                    .formatted(timeout.toMillis()),
                "one that still waits after %d ms".formatted(stage.patience().toMillis())));
  }

  /** Replies to other requests, from strangers, twice, and cut off; and then the right one. */
  @Scenario(
      id = "D23",
      title = "a client takes its own reply only",
      rules = {"R19.1"})
  default void d23_own_reply_only(Stage stage) {
    requireClient(stage);
    DatagramProbe server = stage.datagrams().listen();
    DatagramProbe stranger = stage.datagrams().listen();
    ClientOptions options = ClientOptions.to(server.address()).withReplyTimeout(LONG_ENOUGH);
    stage.together(
        () -> {
          try (Client client = connect(stage, options)) {
            for (int i = 0; i < 3; i++) {
              requireEcho(client, stage.payloads().bytes(i, 20), "the reply to its own request");
            }
          }
        },
        () -> misleadAndAnswer(stage, server, stranger));
  }

  private static void misleadAndAnswer(Stage stage, DatagramProbe server, DatagramProbe stranger) {
    DatagramRequest before = DatagramRequest.await(stage, server, null);
    before.answerBy(server);
    for (int i = 1; i < 3; i++) {
      DatagramRequest now = DatagramRequest.await(stage, server, before);
      int id = now.frame().id();
      byte[] wrong = stage.payloads().bytes(0x0BAD + i, 20);
      stranger.sendTo(now.from(), new WireFrame(0x81, id, wrong).bytes());
      server.sendTo(now.from(), new WireFrame(0x81, id + 1, wrong).bytes());
      server.sendTo(now.from(), new WireFrame(0x81, ~id, wrong).bytes());
      server.sendTo(now.from(), new byte[0]);
      server.sendTo(now.from(), WireFrame.header(20, 0x81, id));
      before.answerBy(server);
      now.answerBy(server);
      before = now;
    }
  }

  /** A server that answers when it was asked for the fourth time. */
  @Scenario(
      id = "D24",
      title = "a client asks again, later each time",
      rules = {"R19.1"},
      slow = true)
  default void d24_retransmission(Stage stage) throws Exception {
    requireClient(stage);
    DatagramProbe server = stage.datagrams().listen();
    ClientOptions options = ClientOptions.to(server.address()).withReplyTimeout(LONG_ENOUGH);
    var done = new AtomicBoolean();
    stage.together(
        () -> {
          try (Client client = connect(stage, options)) {
            for (int i = 0; !done.get(); i += 2) {
              // The first reply may teach a client how long replies take.
              requireEcho(client, stage.payloads().bytes(i, 20), "a reply");
              requireEcho(client, stage.payloads().bytes(i + 1, 20), "a reply to its fourth");
            }
          }
        },
        () -> {
          try {
            Punctual.play(() -> answerTheFourth(stage, server, done));
          } catch (Mismatch failure) {
            done.set(true);
            answerTheLast(stage, server);
            throw failure;
          }
        });
  }

  /** Lets a client go that would else wait for its whole timeout. */
  private static void answerTheLast(Stage stage, DatagramProbe server) {
    for (int i = 0; i < 2; i++) {
      try {
        DatagramRequest.await(stage, server, null).answerBy(server);
      } catch (Mismatch gone) {
        return;
      }
    }
  }

  private static void answerTheFourth(Stage stage, DatagramProbe server, AtomicBoolean done) {
    DatagramRequest other = DatagramRequest.await(stage, server, null);
    other.answerBy(server);
    List<DatagramRequest> tries = new ArrayList<>();
    tries.add(DatagramRequest.await(stage, server, other));
    try {
      while (tries.size() < 4) {
        tries.add(awaitAgain(stage, server));
      }
      requireSame(server, tries);
      requireLonger(server, tries);
      done.set(true);
    } finally {
      // All of them, so that whoever asked by any of them waits no longer.
      tries.forEach(request -> request.answerBy(server));
    }
  }

  private static DatagramRequest awaitAgain(Stage stage, DatagramProbe server) {
    try {
      return DatagramRequest.await(stage, server, null);
    } catch (Mismatch none) {
      throw none.because(
          "A client that asks only once gets no reply where a single datagram is lost.");
    }
  }

  private static void requireSame(DatagramProbe server, List<DatagramRequest> tries) {
    for (DatagramRequest again : tries) {
      server.require(
          again.frame().equals(tries.getFirst().frame()),
          "the same request again: " + tries.getFirst().frame(),
          "another one: " + again.frame(),
          "A request that is sent again keeps its id: a reply to any of its datagrams is the"
              + " reply.");
    }
  }

  private static void requireLonger(DatagramProbe server, List<DatagramRequest> tries) {
    long first = millisBetween(tries.get(0).nanos(), tries.get(1).nanos());
    long third = millisBetween(tries.get(2).nanos(), tries.get(3).nanos());
    server.require(
        2 * third >= 3 * first,
        "a third wait that is much longer than the first, for it doubles each time",
        "%d ms, and the first was %d ms".formatted(third, first),
        "Waits that do not grow turn a crowded network into one that stands still.");
  }

  /** A payload that fits no datagram; the client is as good as new afterwards. */
  @Scenario(
      id = "D25",
      title = "a client refuses what fits no datagram",
      rules = {"R14.1", "R19.1"})
  default void d25_too_large(Stage stage) {
    requireClient(stage);
    int largest = DatagramEchoScenarios.LARGEST_DATAGRAM;
    DatagramProbe server = stage.datagrams().listen();
    ClientOptions options = ClientOptions.to(server.address()).withReplyTimeout(stage.patience());
    try (Client client = connect(stage, options)) {
      requireNamed(refusal(() -> client.echo(new byte[largest + 1])), "" + largest);
      refusal(() -> client.delay(Duration.ofMillis(1), new byte[largest - 3]));
      byte[] payload = stage.payloads().bytes(5, 10);
      stage.together(
          () -> requireEcho(client, payload, "a client that goes on behind what it has refused"),
          () -> {
            DatagramRequest request = DatagramRequest.await(stage, server, null);
            request.answerBy(server);
            server.require(
                request.frame().payload().length == payload.length,
                "nothing sent of what is too large",
                request.frame().toString(),
                "");
          });
    }
  }

  private static String refusal(Task call) {
    String expected = "an exception for a payload that fits no datagram, before it is sent";
    try {
      call.run();
    } catch (Exception failure) {
      return String.valueOf(failure.getMessage());
    }
    throw new Mismatch(expected, "a call that returned as if nothing were wrong");
  }
}
