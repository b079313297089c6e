// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static dev.parley.conformance.scenario.ClientCalls.requireFails;

import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.stage.Task;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.Referee;
import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.Client;
import dev.parley.protocol.ErrorReplyException;
import dev.parley.protocol.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** What a client under test is asked to do, of which a referee is told before. */
final class Conversation {

  /** Around the sizes of a header and of what the styles read at once. */
  private static final List<Integer> SIZES =
      List.of(0, 1, 4, 8, 9, 10, 1_000, 8_192, 16_384, 65_000);

  private static final List<Integer> DELAYS = List.of(0, 1, 10);

  private static final int CALLERS = 8;
  private static final int CALLS = 12;
  private static final int USUAL = 2_000;

  private final Stage stage;
  private final Client client;
  private final Referee referee;
  private final Runnable abort;
  private final AtomicInteger names = new AtomicInteger();

  /**
   * Makes a conversation.
   *
   * @param abort ends it when a call has failed: none of the others is to wait, and what the client
   *     does next is not judged
   */
  Conversation(Stage stage, Client client, Referee referee, Runnable abort) {
    this.stage = stage;
    this.client = client;
    this.referee = referee;
    this.abort = abort;
  }

  /** Asks for one thing after the other. */
  void oneByOne() {
    orAbort(() -> {
      SIZES.forEach(this::echo);
      DELAYS.forEach(millis -> delay(millis, 30));
      refusedDelay();
      echo(5);
    });
  }

  /** Asks from several threads at once: of a client that can, many requests are in flight. */
  void together() {
    List<Task> callers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      SplittableRandom random = stage.payloads().random(i);
      callers.add(() -> orAbort(() -> IntStream.range(0, CALLS).forEach(_ -> any(random))));
    }
    stage.together(callers);
  }

  private void orAbort(Runnable calls) {
    try {
      calls.run();
    } catch (Mismatch failed) {
      abort.run();
      throw failed;
    }
  }

  private void any(SplittableRandom random) {
    switch (random.nextInt(12)) {
      case 0 -> delay(random.nextInt(3), random.nextInt(100));
      case 1 -> refusedDelay();
      case 2 -> echo(SIZES.get(random.nextInt(SIZES.size())));
      default -> echo(random.nextInt(USUAL));
    }
  }

  private void echo(int size) {
    byte[] payload = payload(size);
    referee.call(WireFrame.echo(0, payload));
    require(payload, "ECHO", () -> client.echo(payload));
  }

  private void delay(int millis, int size) {
    byte[] payload = payload(size);
    referee.call(WireFrame.delay(0, millis, payload));
    require(
        payload,
        "DELAY of %d ms".formatted(millis),
        () -> {
          return client.delay(Duration.ofMillis(millis), payload);
        });
  }

  /** One that costs this request alone. In datagrams it would get no reply at all. */
  private void refusedDelay() {
    if (stage.target().transport() == Transport.UDP) {
      return;
    }
    byte[] payload = payload(10);
    Duration tooLong = PairScenarios.MAXIMUM_DELAY.plusMillis(1);
    referee.call(WireFrame.delay(0, tooLong.toMillis(), payload));
    var error =
        requireFails(
            ErrorReplyException.class,
            "when the reply is an ERROR",
            () -> client.delay(tooLong, payload));
    stage.require(error.value() == Code.BAD_REQUEST, "BAD_REQUEST", "code " + error.value());
  }

  private byte[] payload(int size) {
    return stage.payloads().bytes(names.incrementAndGet(), size);
  }

  /** A call that is to give its payload back. */
  private interface Call {
    byte[] run() throws IOException;
  }

  private static void require(byte[] payload, String what, Call call) {
    String expected =
        "a client that gives the reply to %s of %d bytes".formatted(what, payload.length);
    try {
      if (!Arrays.equals(call.run(), payload)) {
        throw new Mismatch(expected, "other bytes");
      }
    } catch (IOException e) {
      throw new Mismatch(expected, e.toString());
    }
  }
}
