// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import dev.parley.conformance.verdict.HarnessFault;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.Future;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The side of a probe that sends, and that ends the connection. Safe for several threads. */
final class Outbox {

  private static final int STEP = 16 * 1024;

  private final Link link;
  private final Transcript transcript;
  private final Duration patience;
  private final Watchdog watchdog;
  private volatile boolean ended;
  private volatile boolean cut;
  private volatile boolean closed;
  private volatile @Nullable IOException failure;

  Outbox(Link link, Transcript transcript, Duration patience, Watchdog watchdog) {
    this.link = link;
    this.transcript = transcript;
    this.patience = patience;
    this.watchdog = watchdog;
  }

  /** Sends bytes in one write; returns whether the connection took them all within the patience. */
  boolean trySend(byte[] bytes) {
    Future<?> limit = watchdog.limit(patience, this::cut);
    try {
      return write(bytes, 0, bytes.length);
    } finally {
      limit.cancel(false);
    }
  }

  /** Sends bytes without a limit of time; returns whether the connection took them all. */
  boolean pump(byte[] bytes) {
    boolean taken = true;
    for (int at = 0; at < bytes.length && taken; at += STEP) {
      taken = write(bytes, at, Math.min(STEP, bytes.length - at));
    }
    return taken;
  }

  /** Returns whether a write was cut because it took too long. */
  boolean wasCut() {
    return cut;
  }

  /** Returns how the connection ended that took no more. */
  Received.Reset failure() {
    long now = System.nanoTime();
    return failure instanceof SSLException tls
        ? new Received.Reset(String.valueOf(tls.getMessage()), 0, now)
        : new Received.Reset(0, now);
  }

  void end() {
    ended = true;
    quietly("FIN: the suite ended its side", link::endOutput);
  }

  boolean hasEnded() {
    return ended;
  }

  void reset() {
    quietly("RST: the suite reset the connection", link::reset);
  }

  void close() {
    if (!closed) {
      closed = true;
      quietly("closed", link::close);
    }
  }

  private boolean write(byte[] bytes, int offset, int length) {
    long now = System.nanoTime();
    try {
      link.write(bytes, offset, length);
      transcript.sent(now, bytes, offset, length);
      return true;
    } catch (IOException e) {
      failure = e;
      String size = length == 1 ? "1 byte" : length + " bytes";
      transcript.saw("a write of %s failed: %s".formatted(size, e.getMessage()));
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
