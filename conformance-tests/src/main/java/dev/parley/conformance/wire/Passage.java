// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a relay: takes what one side sends, has it judged, and passes it on in pieces.
 * Belongs to one thread.
 */
final class Passage {

  private static final Duration SOON = Duration.ofMillis(1);
  private static final int MOST_MERGED = 4;
  private static final int LARGEST = WireFrame.HEADER_BYTES + 16_777_216;

  /** A reader that waits takes a piece before the next one comes. */
  private static final long BETWEEN_PIECES_NANOS = 20_000;

  private final Inbox from;
  private final Link to;
  private final Cutter cutter;
  private final Judge judge;
  private final Witness onward;
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

  /**
   * Makes a direction.
   *
   * @param onward is told of each piece that is passed on, and of what is kept back in the end
   */
  Passage(Inbox from, Link to, Cutter cutter, Judge judge, Witness onward) {
    this.from = from;
    this.to = to;
    this.cutter = cutter;
    this.judge = judge;
    this.onward = onward;
  }

  /** Passes on all that comes, and the end; blocks until then, or until a rule is broken. */
  void run() throws IOException {
    boolean more = true;
    while (more) {
      more = take();
      if (!judge.goesOn()) {
        keepBack();
        return;
      }
      pass();
    }
    keepBack();
    to.endOutput();
  }

  /** Takes what is to be passed on together; returns whether more may come. */
  private boolean take() {
    boolean merges = cutter.merges();
    boolean more = next();
    for (int count = 1; more && merges && count < MOST_MERGED && isMoreSoon(); count++) {
      more = next();
    }
    return more;
  }

  private boolean isMoreSoon() {
    return from.fill(1, new Patience(SOON)) == null;
  }

  private void pass() throws IOException {
    boolean first = true;
    for (byte[] piece : cutter.pieces(taken.toByteArray())) {
      if (!first) {
        LockSupport.parkNanos(BETWEEN_PIECES_NANOS);
      }
      first = false;
      onward.received(piece, 0, piece.length);
      to.write(piece, 0, piece.length); // blocks while that side does not read
    }
    taken.reset();
  }

  /** Tells of what is not passed on: behind it nothing is. */
  private void keepBack() {
    taken.writeBytes(from.peek(from.available()).array());
    onward.received(taken.toByteArray(), 0, taken.size());
  }

  private boolean next() {
    Received stop = judge.sees() ? frame() : chunk();
    if (stop != null) {
      judge.stopped(stop);
    }
    return stop == null && judge.goesOn();
  }

  private @Nullable Received chunk() {
    Received stop = await(1);
    if (stop == null) {
      take(from.available());
    }
    return stop;
  }

  private @Nullable Received frame() {
    Received stop = await(WireFrame.HEADER_BYTES);
    if (stop != null) {
      return stop;
    }
    long size = WireFrame.HEADER_BYTES + from.peek(WireFrame.HEADER_BYTES).announced();
    if (size > LARGEST) {
      String what = "a frame of " + Names.count(size, "byte");
      return new Received.Reset(what, from.available(), System.nanoTime());
    }
    stop = await((int) size);
    if (stop == null) {
      Bytes frame = take((int) size);
      judge.frame(new WireFrame(frame.type(), frame.id(), frame.payload()));
    }
    return stop;
  }

  private Bytes take(int size) {
    Bytes bytes = from.peek(size);
    from.skip(size);
    taken.writeBytes(bytes.array());
    return bytes;
  }

  /** Waits for so many bytes; returns what came instead, or null when they are there. */
  private @Nullable Received await(int size) {
    Received stop = from.fill(size, new Patience(Patience.SLICE));
    while (stop instanceof Received.Nothing && judge.goesOn()) {
      judge.silence();
      stop = from.fill(size, new Patience(Patience.SLICE));
    }
    return stop;
  }
}
