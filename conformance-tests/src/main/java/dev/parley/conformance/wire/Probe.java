// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.conformance.verdict.HarnessFault;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
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
  private static final int STEP = 16 * 1024;
  private static final Duration GRACE = Duration.ofMillis(100);

  private final Link link;
  private final Duration patience;
  private final Watchdog watchdog;
  private final Transcript transcript;
  private final Inbox inbox;
  private volatile boolean ended;
  private volatile boolean cut;
  private volatile boolean closed;

  /**
   * Takes over a connection.
   *
   * @param patience how long to wait for what must come, and for a write to be taken
   */
  public Probe(Link link, Duration patience, Watchdog watchdog) {
    this.link = link;
    this.patience = patience;
    this.watchdog = watchdog;
    this.transcript = new Transcript();
    this.inbox = new Inbox(link, transcript);
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
      throw new Mismatch(
          List.of("a connection that takes " + Names.count(bytes.length, "byte")),
          cut ? "a write that was not taken within " + patience.toMillis() + " ms" : "a reset",
          evidence(Bytes.NONE, Bytes.NONE, null));
    }
  }

  /** Sends bytes in one write; returns whether the connection took them all within the patience. */
  public boolean trySend(byte[] bytes) {
    Future<?> limit = watchdog.limit(patience, this::cut);
    long now = System.nanoTime();
    try {
      link.write(bytes, 0, bytes.length);
      transcript.sent(now, bytes, 0, bytes.length);
      return true;
    } catch (IOException e) {
      transcript.saw("a write of %d bytes failed: %s".formatted(bytes.length, e.getMessage()));
      return false;
    } finally {
      limit.cancel(false);
    }
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
    try {
      for (int at = 0; at < bytes.length; at += STEP) {
        int size = Math.min(STEP, bytes.length - at);
        long now = System.nanoTime();
        link.write(bytes, at, size);
        transcript.sent(now, bytes, at, size);
      }
      return true;
    } catch (IOException e) {
      transcript.saw("a write failed: " + e.getMessage());
      return false;
    }
  }

  /** Ends this side (FIN); the other may still send. */
  public void end() {
    ended = true;
    quietly("FIN: the suite ended its side", link::endOutput);
  }

  /** Aborts the connection (RST). */
  public void reset() {
    quietly("RST: the suite reset the connection", link::reset);
  }

  /** Closes the connection; a second close does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      quietly("closed", link::close);
    }
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
    Received next = next(patience);
    boolean frameCame = next instanceof Received.Frame;
    if (next instanceof Received.Frame(WireFrame frame, long _) && isError(frame, code, id)) {
      return frame;
    }
    Bytes actual = bytes(next);
    throw new Mismatch(
        List.of("ERROR %s with %s".formatted(Names.code(code), Names.id(id)) + limits(actual, id)),
        next.toString(),
        evidence(likeliest(actual, code, id), actual, frameCame ? null : next));
  }

  /** Speaks of an ERROR's limits only where it may have broken them. */
  private static String limits(Bytes actual, int id) {
    boolean error = actual.hasHeader() && actual.type() == WireFrame.ERROR && actual.id() == id;
    return error ? ", of 256 bytes at most, its reason in UTF-8" : "";
  }

  /** Returns the ERROR of this code and id that is most like what came. */
  private static Bytes likeliest(Bytes actual, int code, int id) {
    boolean error = actual.length() > WireFrame.HEADER_BYTES && actual.type() == WireFrame.ERROR;
    byte[] payload = error ? actual.payload() : new byte[1];
    payload[0] = (byte) code;
    return new Bytes(new WireFrame(WireFrame.ERROR, id, payload).bytes());
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
    while (true) {
      Received stop = inbox.fill(Math.min(wanted.length, inbox.available() + 1), left);
      if (inbox.mismatch(wanted) >= 0) {
        throw differs(expected, new Bytes(wanted), wanted.length);
      }
      if (inbox.available() >= wanted.length) {
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
    boolean wasEnded = ended;
    Received after = null;
    if (stop instanceof Received.Nothing && !wasEnded) {
      end();
      after = next(GRACE.multipliedBy(3));
    }
    return new Evidence(expected, actual, stop, wasEnded, after, transcript);
  }

  private static boolean isError(WireFrame frame, int code, int id) {
    return frame.errorCode() == code
        && frame.id() == id
        && frame.payload().length <= LARGEST_ERROR
        && isUtf8(frame.payload());
  }

  private static boolean isUtf8(byte[] error) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(error, 1, error.length - 1));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private void cut() {
    cut = true;
    close();
  }

  private interface Action {
    void run() throws IOException;
  }

  private void quietly(String what, Action action) {
    try {
      action.run();
      transcript.did(what);
    } catch (SocketException e) {
      // The peer was faster with its own end.
      transcript.did(what + ", but the connection was gone");
    } catch (IOException e) {
      throw new HarnessFault("the suite could not end a connection", e);
    }
  }
}
