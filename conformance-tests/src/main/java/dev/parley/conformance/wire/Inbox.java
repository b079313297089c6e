// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import dev.parley.conformance.verdict.HarnessFault;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that have been read from a connection and not yet judged. Belongs to the thread that
 * reads.
 */
final class Inbox {

  private static final int ROOM = 64 * 1024;

  private final Link link;
  private final Witness witness;
  private byte[] bytes = new byte[ROOM];
  private int start;
  private int end;
  private @Nullable Received last;

  Inbox(Link link, Witness witness) {
    this.link = link;
    this.witness = witness;
  }

  int available() {
    return end - start;
  }

  /** Returns a copy of the next bytes, {@code limit} at most, without taking them. */
  Bytes peek(int limit) {
    return new Bytes(Arrays.copyOfRange(bytes, start, start + Math.min(limit, available())));
  }

  /**
   * Returns whether the next bytes are those of {@code wanted}, as far as they are there.
   *
   * @param from how many of them are known to be the same
   */
  boolean matches(byte[] wanted, int from) {
    int to = Math.min(wanted.length, available());
    return Arrays.equals(bytes, start + from, start + to, wanted, from, to);
  }

  /** Makes room for so many bytes at once, where it is known that they are to come. */
  void expect(int count) {
    makeRoom(count);
  }

  void skip(int count) {
    start += count;
  }

  /**
   * Waits until {@code wanted} bytes are there.
   *
   * @return what came instead, or null when they are there
   */
  @Nullable Received fill(int wanted, Patience patience) {
    while (available() < wanted) {
      if (last != null) {
        return last;
      }
      if (patience.isOver()) {
        return new Received.Nothing(available(), patience.waitedMillis(), System.nanoTime());
      }
      read(wanted, patience);
    }
    return null;
  }

  private void read(int wanted, Patience patience) {
    makeRoom(wanted);
    try {
      int count = link.read(bytes, end, bytes.length - end, patience.sliceMillis());
      if (count < 0) {
        witness.saw("FIN: a clean end");
        last = new Received.End(available(), System.nanoTime());
      } else {
        witness.received(bytes, end, count);
        end += count;
      }
    } catch (SocketTimeoutException e) {
      // Nothing yet.
    } catch (IOException e) {
      last = failed(e);
    }
    patience.spend();
  }

  private Received failed(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    if (failure instanceof SSLException) {
      witness.saw(message);
      return new Received.Reset(message, available(), System.nanoTime());
    }
    if (message.contains("closed")) {
      throw new HarnessFault("the suite closed a connection that it was still reading", failure);
    }
    witness.saw("RST: " + message);
    return new Received.Reset(available(), System.nanoTime());
  }

  private void makeRoom(int wanted) {
    if (start > 0 && (start == end || bytes.length - start < wanted)) {
      System.arraycopy(bytes, start, bytes, 0, available());
      end -= start;
      start = 0;
    }
    if (bytes.length < wanted || end == bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(wanted, 2 * bytes.length));
    }
  }
}
