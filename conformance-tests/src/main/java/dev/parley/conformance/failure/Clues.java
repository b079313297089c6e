// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.failure;

import dev.parley.conformance.wire.Bytes;
import dev.parley.conformance.wire.Evidence;
import dev.parley.conformance.wire.LoggedFrame;
import dev.parley.conformance.wire.Received;
import dev.parley.conformance.wire.Transcript;
import dev.parley.conformance.wire.WireFrame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The facts that several causes ask for. */
record Clues(Evidence evidence, List<Transcript> others) {

  private static final int ID_OFFSET = 5;
  private static final long LARGEST = 16_777_216;

  Bytes expected() {
    return evidence.expected();
  }

  Bytes actual() {
    return evidence.actual();
  }

  /** Returns whether reading stopped at a clean end. */
  boolean ended() {
    return evidence.stop() instanceof Received.End;
  }

  /** Returns whether reading stopped at a reset. */
  boolean reset() {
    return evidence.stop() instanceof Received.Reset reset && reset.isRst();
  }

  /** Returns whether nothing more came, on a connection that is open. */
  boolean stalled() {
    return evidence.stop() instanceof Received.Nothing;
  }

  List<LoggedFrame> sent() {
    return evidence.transcript().sentFrames();
  }

  List<LoggedFrame> received() {
    return evidence.transcript().receivedFrames();
  }

  /** Returns the frame that was sent last, or was being sent. */
  Optional<LoggedFrame> lastSent() {
    return sent().isEmpty() ? Optional.empty() : Optional.of(sent().getLast());
  }

  /** Returns the request whose reply is expected or, where none in particular is, the last sent. */
  Optional<LoggedFrame> request() {
    return expected().hasHeader() ? sentWithId(expected().id()) : lastSent();
  }

  Optional<LoggedFrame> sentWithId(int id) {
    return sent().stream().filter(f -> f.hasHeader() && f.id() == id).findFirst();
  }

  /**
   * Returns the last datagram but the one that was to be answered: what came before the silence.
   */
  Optional<LoggedFrame> lastUnanswered() {
    int before = sent().size() - 2;
    return before < 0 ? Optional.empty() : Optional.of(sent().get(before));
  }

  /** Returns whether another connection has sent a request with this id. */
  boolean isForeign(int id) {
    return others.stream()
        .flatMap(other -> other.sentFrames().stream())
        .anyMatch(frame -> frame.hasHeader() && frame.id() == id);
  }

  long answered() {
    return received().stream().filter(LoggedFrame::complete).count();
  }

  /**
   * A place where the server seems to have read a header and there is none.
   *
   * @param frame the frame in which it lies
   * @param offset how many bytes of that frame lie before it
   * @param skipped how many requests before that frame were not answered
   */
  record Misreading(LoggedFrame frame, int offset, long skipped) {}

  /** Returns where an id that no request has may come from: its bytes stand elsewhere. */
  Optional<Misreading> misreading(int id) {
    List<LoggedFrame> sent = sent();
    byte[] trace = ByteBuffer.allocate(4).putInt(id).array();
    for (int i = 0; i < sent.size() && sentWithId(id).isEmpty(); i++) {
      int at = indexOf(trace, withNext(sent, i));
      if (at >= ID_OFFSET) {
        return Optional.of(new Misreading(sent.get(i), at - ID_OFFSET, i - answered() + 1));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the frame, of this connection or another, that has these bytes at this place; a frame
   * that ends there may have fewer of them.
   *
   * @param enough how many bytes it must have there at least
   */
  Optional<LoggedFrame> owner(byte[] trace, int place, int enough, boolean foreign) {
    Stream<LoggedFrame> frames =
        foreign ? others.stream().flatMap(t -> t.sentFrames().stream()) : sent().stream();
    return frames.filter(frame -> owns(frame.bytes(), trace, place, enough)).findFirst();
  }

  private static boolean owns(byte[] frame, byte[] trace, int place, int enough) {
    int count = Math.min(trace.length, frame.length - place);
    return count >= enough && hasAt(frame, Arrays.copyOf(trace, count), place);
  }

  private static boolean hasAt(byte[] whole, byte[] part, int place) {
    int end = place + part.length;
    return end <= whole.length && Arrays.equals(whole, place, end, part, 0, part.length);
  }

  private static int indexOf(byte[] part, byte[] whole) {
    // Beyond its own id: a frame does not hide itself.
    for (int at = ID_OFFSET + 1; at + part.length <= whole.length; at++) {
      if (hasAt(whole, part, at)) {
        return at;
      }
    }
    return -1;
  }

  static int reversed(int value) {
    return ByteBuffer.allocate(4).putInt(value).order(ByteOrder.LITTLE_ENDIAN).getInt(0);
  }

  /** Returns whether what came answers a legal request of which only a part was sent. */
  boolean answersAPart() {
    return lastSent()
        .filter(last -> last.hasHeader() && !last.complete() && !oversized(last))
        .filter(last -> actual().hasHeader() && actual().id() == last.id())
        .filter(last -> !expectsError()) // which need not wait for the rest
        .isPresent();
  }

  private boolean expectsError() {
    return expected().hasHeader() && expected().type() == WireFrame.ERROR;
  }

  /** Returns a frame's bytes and the beginning of the next, for what lies across both. */
  private static byte[] withNext(List<LoggedFrame> frames, int index) {
    byte[] bytes = frames.get(index).bytes();
    if (index + 1 == frames.size() || bytes.length < frames.get(index).size()) {
      return bytes;
    }
    byte[] next = frames.get(index + 1).bytes();
    int more = Math.min(next.length, ID_OFFSET);
    byte[] both = Arrays.copyOf(bytes, bytes.length + more);
    System.arraycopy(next, 0, both, bytes.length, more);
    return both;
  }

  /** Returns whether the frame's header announces more than any server takes. */
  static boolean oversized(LoggedFrame frame) {
    return frame.hasHeader() && frame.length() > LARGEST;
  }
}
