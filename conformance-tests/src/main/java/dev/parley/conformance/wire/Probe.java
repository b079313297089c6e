// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the suite's own: it sends exactly the bytes that it is told to, and judges what
 * comes back. A method that begins with {@code expect} throws a {@link Mismatch} if something else
 * comes. One thread may send while another reads.
 */
public final class Probe implements AutoCloseable {

  private static final int LARGEST_ERROR = 256;
  private static final int LARGEST_FRAME = 16_777_216;
  private static final Duration GRACE = Duration.ofMillis(100);

  private final Duration patience;
  private final Transcript transcript;
  private final Inbox inbox;
  private final Outbox outbox;

  /**
   * Takes over a connection.
   *
   * @param patience how long to wait for what must come, and for a write to be taken
   */
  public Probe(Link link, Duration patience, Watchdog watchdog) {
    this.patience = patience;
    this.transcript = new Transcript();
    this.inbox = new Inbox(link, transcript);
    this.outbox = new Outbox(link, transcript, patience, watchdog);
    transcript.did("connected, " + link);
  }

  /** Returns the record of all that went over this connection. */
  public Transcript transcript() {
    return transcript;
  }

  // ---- sending

  /** Sends frames in one write. */
  public void send(WireFrame... frames) {
    sendBytes(WireFrame.bytes(List.of(frames)));
  }

  /** Sends bytes in one write. */
  public void sendBytes(byte[] bytes) {
    if (!trySend(bytes)) {
      Received.Reset failure = outbox.failure();
      throw new Mismatch(
          List.of("a connection that takes " + Names.count(bytes.length, "byte")),
          outbox.wasCut()
              ? "a write that was not taken within " + patience.toMillis() + " ms"
              : failure.isRst() ? "a reset" : failure.toString(),
          evidence(Bytes.NONE, Bytes.NONE, outbox.wasCut() ? null : failure));
    }
  }

  /** Sends bytes in one write; returns whether the connection took them all within the patience. */
  public boolean trySend(byte[] bytes) {
    return outbox.trySend(bytes);
  }

  /** Sends bytes in pieces, each in a write of its own, with a pause after each but the last. */
  public void sendInPieces(byte[] bytes, int size, Duration pause) {
    for (int at = 0; at < bytes.length; at += size) {
      if (at > 0) {
        LockSupport.parkNanos(pause.toNanos());
      }
      int end = Math.min(bytes.length, at + size);
      sendBytes(Arrays.copyOfRange(bytes, at, end));
    }
  }

  /**
   * Sends bytes for as long as the connection takes them, without a limit of time, for a thread of
   * its own; {@link Transcript#sentBytes} tells the progress. Returns whether all were taken: a
   * close of the probe, or an end by the peer, stops it.
   */
  public boolean pump(byte[] bytes) {
    return outbox.pump(bytes);
  }

  /** Ends this side (FIN); the other may still send. */
  public void end() {
    outbox.end();
  }

  /** Aborts the connection (RST). */
  public void reset() {
    outbox.reset();
  }

  /** Closes the connection; a second close does nothing. */
  @Override
  public void close() {
    outbox.close();
  }

  // ---- receiving

  /** Waits for whatever comes next: a frame, an end, a reset, or nothing within {@code limit}. */
  public Received next(Duration limit) {
    var left = new Patience(limit);
    Received stop = inbox.fill(WireFrame.HEADER_BYTES, left);
    if (stop != null) {
      return stop;
    }
    Bytes header = inbox.peek(WireFrame.HEADER_BYTES);
    if (header.announced() > LARGEST_FRAME) {
      throw differs(List.of("a frame"), Bytes.NONE, WireFrame.HEADER_BYTES);
    }
    int size = WireFrame.HEADER_BYTES + (int) header.announced();
    stop = inbox.fill(size, left);
    if (stop != null) {
      return stop;
    }
    Bytes frame = inbox.peek(size);
    inbox.skip(size);
    return new Received.Frame(
        new WireFrame(frame.type(), frame.id(), frame.payload()), System.nanoTime());
  }

  /**
   * Waits for the end, whatever bytes come before it: those of a connection that is not Parley's.
   */
  public Received skipToEnd(Duration limit) {
    var left = new Patience(limit);
    Received stop = inbox.fill(1, left);
    while (stop == null) {
      inbox.skip(inbox.available());
      stop = inbox.fill(1, left);
    }
    return stop;
  }

  /** Sends a request and expects its reply, byte for byte. */
  public void ask(WireFrame request) {
    send(request);
    expect(request.reply());
  }

  /**
   * Expects exactly these frames next, in this order, byte for byte.
   *
   * @return when the last byte was read, on {@link System#nanoTime}'s scale
   */
  public long expect(WireFrame... frames) {
    return expect(List.of(frames));
  }

  /** Does the same as {@link #expect(WireFrame...)}. */
  public long expect(List<WireFrame> frames) {
    for (int i = 0; i < frames.size(); i++) {
      String which = frames.size() == 1 ? "" : " (frame %d of %d)".formatted(i + 1, frames.size());
      expect(frames.get(i), which);
    }
    return System.nanoTime();
  }

  /** Expects a frame as {@link #expect(WireFrame...)} does, but pauses after each few bytes. */
  public void expectSlowly(WireFrame frame, int bytes, Runnable pause) {
    int size = frame.bytes().length;
    for (int at = bytes; at < size; at += bytes) {
      if (inbox.fill(at, new Patience(patience)) != null) {
        break;
      }
      pause.run();
    }
    expect(frame);
  }

  /** Expects an ERROR of this code and id next, with a reason or without, and returns it. */
  public WireFrame expectError(int code, int id) {
    var expected = new ErrorExpectation(code, id);
    Received next = next(patience);
    boolean frameCame = next instanceof Received.Frame;
    if (next instanceof Received.Frame(WireFrame frame, long _) && expected.isMetBy(frame)) {
      return frame;
    }
    Bytes actual = bytes(next);
    throw new Mismatch(
        List.of(expected.beside(actual)),
        next.toString(),
        evidence(expected.likeliest(actual), actual, frameCame ? null : next));
  }

  /** Waits until the first of what comes next is there, and does not take it. */
  public void awaitSome() {
    inbox.fill(1, new Patience(patience));
  }

  /** Expects a clean end (FIN) next, and nothing before it. */
  public void expectEnd() {
    expectEnd(patience);
  }

  /** Expects a clean end (FIN) next, within {@code limit}, and nothing before it. */
  public void expectEnd(Duration limit) {
    Received next = next(limit);
    if (!(next instanceof Received.End(int partial, long _)) || partial > 0) {
      throw mismatch("a clean end of the connection (FIN)", next);
    }
  }

  /** Expects an end next, clean or not, within {@code limit}, and nothing before it. */
  public void expectGone(Duration limit) {
    Received next = next(limit);
    if (!(next instanceof Received.End || next instanceof Received.Reset)) {
      throw mismatch("an end of the connection, in whatever way", next);
    }
  }

  /** Expects that nothing at all comes, and that the connection stays open, for a while. */
  public void expectQuiet(Duration window) {
    Received next = next(window);
    if (!(next instanceof Received.Nothing(int partial, long _, long _)) || partial > 0) {
      throw mismatch("silence on an open connection for " + window.toMillis() + " ms", next);
    }
  }

  /**
   * Fails unless the condition holds.
   *
   * @param hint a likely cause, read off what was measured; empty if there is none
   */
  public void require(boolean condition, String expected, String actual, String hint) {
    if (!condition) {
      var mismatch =
          new Mismatch(List.of(expected), actual, evidence(Bytes.NONE, Bytes.NONE, null));
      throw hint.isEmpty() ? mismatch : mismatch.because(hint);
    }
  }

  /** Returns the failure that something else came than what was expected. */
  public Mismatch mismatch(String expected, Received actual) {
    return new Mismatch(
        List.of(expected), actual.toString(), evidence(Bytes.NONE, bytes(actual), actual));
  }

  private void expect(WireFrame frame, String which) {
    byte[] wanted = frame.bytes();
    List<String> expected = List.of(frame + which);
    var left = new Patience(patience);
    inbox.expect(wanted.length);
    int same = 0;
    while (true) {
      Received stop = inbox.fill(Math.min(wanted.length, inbox.available() + 1), left);
      if (!inbox.matches(wanted, same)) {
        throw differs(expected, new Bytes(wanted), wanted.length);
      }
      same = Math.min(wanted.length, inbox.available());
      if (same == wanted.length) {
        inbox.skip(wanted.length);
        return;
      }
      if (stop != null) {
        throw stopped(expected, new Bytes(wanted), stop);
      }
    }
  }

  private Bytes bytes(Received received) {
    return received instanceof Received.Frame(WireFrame frame, long _)
        ? new Bytes(frame.bytes())
        : inbox.peek(LARGEST_ERROR);
  }

  /** Waits a moment for the rest of what came, so that the failure can show it whole. */
  private Mismatch differs(List<String> expected, Bytes wanted, int size) {
    inbox.fill(size, new Patience(GRACE));
    Bytes actual = inbox.peek(Math.max(size, LARGEST_ERROR + WireFrame.HEADER_BYTES));
    return new Mismatch(expected, actual.toString(), evidence(wanted, actual, null));
  }

  private Mismatch stopped(List<String> expected, Bytes wanted, Received stop) {
    Bytes actual = inbox.peek(wanted.length());
    return new Mismatch(expected, stop.toString(), evidence(wanted, actual, stop));
  }

  /** Gathers what the connection tells; where nothing came, also what an end of input brings. */
  private Evidence evidence(Bytes expected, Bytes actual, @Nullable Received stop) {
    boolean wasEnded = outbox.hasEnded();
    boolean asks = stop instanceof Received.Nothing && !wasEnded;
    return new Evidence(expected, actual, stop, wasEnded, asks ? afterEnd() : null, transcript);
  }

  private @Nullable Received afterEnd() {
    end();
    try {
      return next(GRACE.multipliedBy(3));
    } catch (Mismatch noFrame) {
      return null;
    }
  }
}
