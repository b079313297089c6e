// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static dev.parley.conformance.scenario.Timing.millisBetween;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.target.ClientProcess;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.ProbeListener;
import dev.parley.conformance.wire.Received;
import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.Endpoint;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** One run of a client program, and the connection that it makes to the suite. */
final class Visit implements AutoCloseable {

  static final Duration AMPLE = Duration.ofSeconds(30);

  private static final Duration LOOK = Duration.ofMillis(200);

  private final Stage stage;
  private final InetSocketAddress server;
  private final ClientProcess client;
  private boolean started;

  private Visit(Stage stage, InetSocketAddress server, ClientProcess client) {
    this.stage = stage;
    this.server = server;
    this.client = client;
  }

  /** Starts the client with these lines to send, against this server. */
  static Visit to(
      Stage stage,
      InetSocketAddress server,
      byte[] lines,
      Duration connectTimeout,
      Duration replyTimeout) {
    ClientProcess client = stage.client().start(server, connectTimeout, replyTimeout);
    // In a thread: a client may read its input no faster than it is answered.
    Thread.ofPlatform().daemon().name("parley-suite-typist").start(() -> client.type(lines));
    return new Visit(stage, server, client);
  }

  /** Waits for the client's connection; a program may take its time to start, unless it ends. */
  Probe accept(ProbeListener listener) {
    long deadline = System.nanoTime() + patience().toNanos();
    while (true) {
      boolean running = client.running();
      try {
        Probe probe = listener.accept(LOOK);
        started = true;
        return probe;
      } catch (Mismatch none) {
        if (!running || System.nanoTime() > deadline) {
          throw new Mismatch(none.expected(), none.actual() + said(), null);
        }
      }
    }
  }

  /** Expects a line as the payload of the next frame, an ECHO. */
  WireFrame expectEcho(Probe probe, byte[] line) {
    String expected =
        "an ECHO of the line %s, %d bytes".formatted(PrintedLines.quoted(line), line.length);
    Received next = next(probe);
    if (!(next instanceof Received.Frame(WireFrame frame, long _))) {
      throw because(next, probe.mismatch(expected, next));
    }
    if (frame.type() != WireFrame.ECHO) {
      throw probe.mismatch(expected, next).because("A client sends requests: ECHO has type 0x01.");
    }
    if (!Arrays.equals(frame.payload(), line)) {
      Mismatch other = probe.mismatch(expected, next);
      throw endsWithLineEnd(frame.payload())
          ? other.because("The line's end is sent too; it is no part of the line.")
          : other;
    }
    return frame;
  }

  private Received next(Probe probe) {
    try {
      return probe.next(stage.patience());
    } catch (Mismatch noFrame) {
      throw noFrame.because("The length is not the first field, or not big-endian.");
    }
  }

  private static Mismatch because(Received next, Mismatch mismatch) {
    return next instanceof Received.Nothing(int partial, long _, long _) && partial > 0
        ? mismatch.because("The length counts more than the payload, or the rest was not written.")
        : mismatch;
  }

  private static boolean endsWithLineEnd(byte[] payload) {
    return payload.length > 0 && (payload[payload.length - 1] == '\n');
  }

  /** Requires that it has printed these lines and ended as one that got all its replies. */
  void requireSuccess(List<byte[]> lines) {
    int status = client.awaitEnd(patience());
    List<byte[]> printed = PrintedLines.split(client.output());
    for (int i = 0; i < Math.max(lines.size(), printed.size()); i++) {
      String expected = i < lines.size() ? PrintedLines.quoted(lines.get(i)) : "no line";
      String actual = i < printed.size() ? PrintedLines.quoted(printed.get(i)) : "no line";
      boolean same =
          i < lines.size() && i < printed.size() && Arrays.equals(lines.get(i), printed.get(i));
      require(same, "line %d of its output: %s".formatted(i + 1, expected), actual);
    }
    require(status == 0, "status 0, for every line was answered", "status " + status);
  }

  /**
   * Requires that it ends with status 1 and one line on standard error that begins so.
   *
   * @param answered the lines that it has to have printed, and no others
   * @return the line on standard error
   */
  String requireFailure(String word, String when, String... answered) {
    int status = client.awaitEnd(patience());
    List<String> lines = client.errors();
    boolean told = lines.size() == 1 && lines.getFirst().matches(Pattern.quote(word) + "\\b.*");
    require(
        told && status == 1,
        "status 1 and one line on standard error that begins with %s, %s".formatted(word, when),
        "status " + status);
    List<String> printed =
        PrintedLines.split(client.output()).stream().map(PrintedLines::quoted).toList();
    List<String> replies =
        Arrays.stream(answered).map(line -> PrintedLines.quoted(line.getBytes(UTF_8))).toList();
    require(
        printed.equals(replies),
        "%s on standard output, %s".formatted(said(replies), when),
        said(printed));
    return lines.getFirst();
  }

  /** Requires a TIMEOUT that names whom it waited for and how long. */
  void requireTimeout(Duration timeout, String when) {
    String line = requireFailure("TIMEOUT", when);
    ClientCalls.requireNamed(line, Endpoint.text(server));
    ClientCalls.requireNamed(line, Long.toString(timeout.toMillis()));
  }

  /** Requires that a client that failed at some time did so in the window of its timeout. */
  void requireInTime(Duration timeout, long start, long end) {
    long millis = millisBetween(start, end);
    long earliest = timeout.minusMillis(100).toMillis();
    long latest = timeout.plusSeconds(1).toMillis();
    require(
        millis >= earliest && millis <= latest,
        "an end %d to %d ms after the request".formatted(earliest, latest),
        "one after %d ms".formatted(millis));
  }

  /**
   * How long a program may take to start is not judged: until it was seen it has much more time.
   */
  private Duration patience() {
    return started ? stage.patience() : stage.patience().multipliedBy(6);
  }

  private void require(boolean condition, String expected, String actual) {
    if (!condition) {
      throw new Mismatch(expected, actual + said());
    }
  }

  private static String said(List<String> lines) {
    return lines.isEmpty() ? "no line" : "just " + String.join(" and ", lines);
  }

  private String said() {
    List<String> lines = client.errors();
    return lines.isEmpty()
        ? "; nothing on standard error"
        : "; on standard error:\n" + String.join("\n", lines);
  }

  @Override
  public void close() {
    client.close();
  }
}
