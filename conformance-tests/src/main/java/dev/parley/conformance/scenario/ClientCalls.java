// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static dev.parley.conformance.scenario.Timing.millisBetween;

import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.stage.Task;
import dev.parley.conformance.verdict.HarnessFault;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.Received;
import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.Client;
import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Calls of a client under test that have to fail, and how. */
final class ClientCalls {

  /** How early a timeout may be: the JDK's own connect counts in whole milliseconds. */
  private static final Duration COARSE = Duration.ofMillis(1);

  /** How late a timeout may be. */
  private static final Duration LATE = Duration.ofSeconds(1);

  /** What a server says to a request before it ends the stream. */
  record Answer(String what, Function<WireFrame, byte[]> bytes) {}

  private static final String ONE_FOR_ALL =
      "The timeout is one for each read, or leaves the write out, where it should be one for the"
          + " call.";

  private ClientCalls() {}

  /** Ends the scenario as not applicable unless the target has a client to be judged. */
  static void requireClient(Stage stage) {
    stage.requireApplicable(
        stage.target().style().isPresent(), "it judges a style's client, and this target has none");
  }

  /** Connects a client to where the suite listens. */
  static Client connect(Stage stage, ClientOptions options) {
    try {
      return stage.style().connect(options);
    } catch (IOException e) {
      throw new Mismatch("a client that connects", e.toString());
    }
  }

  /** Requires that a call throws an exception of this very kind, and returns it. */
  static <E extends IOException> E requireFails(Class<E> kind, String when, Task call) {
    String expected = kind.getSimpleName() + " " + when;
    try {
      call.run();
    } catch (Exception failure) {
      if (kind.isInstance(failure)) {
        return kind.cast(failure);
      }
      throw new Mismatch(expected, failure.toString());
    }
    throw new Mismatch(expected, "a call that returned as if nothing were wrong");
  }

  /** Requires that a call times out in time, and says whom it waited for and how long. */
  static void requireTimesOut(InetSocketAddress peer, Duration timeout, Task call) {
    String when = "after %d ms".formatted(timeout.toMillis());
    long start = System.nanoTime();
    SocketTimeoutException failure;
    try {
      failure = requireFails(SocketTimeoutException.class, when, call);
    } catch (Mismatch other) {
      throw other.because(ONE_FOR_ALL);
    }
    long millis = millisBetween(start, System.nanoTime());
    long earliest = timeout.minus(COARSE).toMillis();
    long latest = timeout.plus(LATE).toMillis();
    if (millis < earliest || millis > latest) {
      throw new Mismatch(
              "a timeout after %d to %d ms".formatted(earliest, latest),
              "one after %d ms".formatted(millis))
          .because(ONE_FOR_ALL);
    }
    String message = String.valueOf(failure.getMessage());
    requireNamed(message, Endpoint.text(peer));
    requireNamed(message, Long.toString(timeout.toMillis()));
  }

  /** Waits until a call has come to its end; returns whether it did so in time. */
  static boolean isInTime(Stage stage, CountDownLatch decided) {
    try {
      return decided.await(stage.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new HarnessFault("interrupted while a client tried", e);
    }
  }

  /** Requires that a message tells what a person wants to know. */
  static void requireNamed(String message, String what) {
    if (!message.contains(what)) {
      throw new Mismatch("a message that names " + what, "\"" + message + "\"");
    }
  }

  /** Requires that a client's ECHO is answered. */
  static void requireEcho(Client client, byte[] payload, String expected) {
    try {
      if (!Arrays.equals(client.echo(payload), payload)) {
        throw new Mismatch(expected, "another payload than the one that was sent");
      }
    } catch (IOException e) {
      throw new Mismatch(expected, e.toString());
    }
  }

  /** Requires that a client whose call has failed does nothing any more. */
  static void requireClosed(Client client) {
    requireFails(
        IOException.class,
        "from the next call: the client is closed, lest a late reply be taken for the next one's",
        () -> client.echo(new byte[5]));
  }

  /** Plays the server: expects an ECHO. */
  static WireFrame expectRequest(Stage stage, Probe probe) {
    return expectRequest(stage, probe, "an ECHO of the client");
  }

  /** Plays the server: expects an ECHO, as the words tell. */
  static WireFrame expectRequest(Stage stage, Probe probe, String expected) {
    Received next = probe.next(stage.patience());
    if (next instanceof Received.Frame(WireFrame frame, long _) && frame.type() == WireFrame.ECHO) {
      return frame;
    }
    throw probe.mismatch(expected, next);
  }

  /** Plays the server: expects the client to close the connection, or to abort it. */
  static void expectToBeLeft(Stage stage, Probe probe, String why) {
    Received next = probe.next(stage.patience());
    if (!(next instanceof Received.End || next instanceof Received.Reset)) {
      throw probe.mismatch("a client that closes the connection " + why, next);
    }
  }
}
