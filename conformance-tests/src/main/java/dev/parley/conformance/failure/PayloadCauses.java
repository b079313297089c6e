// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.failure;

import static dev.parley.conformance.failure.Causes.when;

import dev.parley.conformance.failure.Causes.Cause;
import dev.parley.conformance.wire.LoggedFrame;
import dev.parley.conformance.wire.Names;
import dev.parley.conformance.wire.WireFrame;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Mistakes that show in how much of a payload came, or in which bytes. */
final class PayloadCauses {

  static final List<Cause> ALL =
      List.of(
          PayloadCauses::oneRead,
          PayloadCauses::textOrLine,
          PayloadCauses::tooLong,
          PayloadCauses::reason,
          PayloadCauses::nextFrame,
          PayloadCauses::wrongBytes,
          PayloadCauses::cutOff);

  /** Those that show in one frame by itself, whatever carried it. */
  static final List<Cause> OF_A_FRAME =
      List.of(
          PayloadCauses::textOrLine,
          PayloadCauses::tooLong,
          PayloadCauses::reason,
          PayloadCauses::wrongBytes);

  /** What a decoder of UTF-8 puts where it cannot decode, encoded again. */
  private static final byte[] REPLACEMENT = {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD};

  /** The most that the payload of an ERROR may have, in bytes. */
  private static final int LARGEST_ERROR = 256;

  /** Fewer bytes than these may stand in another frame by chance. */
  private static final int SHORTEST_TRACE = 3;

  private PayloadCauses() {}

  /** Is the reply as long as what one read of the request may have brought? */
  private static Optional<String> oneRead(Clues clues) {
    boolean shorter =
        sameFrame(clues)
            && clues.expected().type() != WireFrame.ERROR
            && clues.actual().announced() < clues.expected().announced();
    if (!shorter) {
      return Optional.empty();
    }
    long came = clues.actual().announced() + WireFrame.HEADER_BYTES;
    long soFar = 0;
    for (int piece : clues.request().map(LoggedFrame::pieces).orElse(List.of())) {
      soFar += piece;
      if (soFar == came) {
        return Optional.of(
            "The reply is as long as the first %d bytes of the request, which were sent by"
                    .formatted(came)
                + " themselves: one read was taken for one frame. Read on until the frame is"
                + " complete.");
      }
    }
    boolean bufferSized =
        Long.bitCount(came) == 1 || Long.bitCount(clues.actual().announced()) == 1;
    return when(
        bufferSized && came > 256,
        "The reply has %s of payload, as much as fits a buffer: one read was taken for one frame."
            .formatted(Names.count(clues.actual().announced(), "byte")));
  }

  private static Optional<String> textOrLine(Clues clues) {
    int at = differingPayload(clues);
    if (at < 0) {
      return Optional.empty();
    }
    byte[] actual = clues.actual().array();
    boolean replaced =
        (startsWith(actual, at, REPLACEMENT) || actual[at] == '?')
            && clues.expected().at(at) >= 0x80;
    return when(
        replaced,
        "The byte 0x%02X became %s: the payload went through a text decoder. It is bytes, not text."
            .formatted(clues.expected().at(at), actual[at] == '?' ? "'?'" : "U+FFFD (EF BF BD)"));
  }

  private static Optional<String> tooLong(Clues clues) {
    return when(
        sameFrame(clues)
            && differingPayload(clues) < 0
            && clues.actual().announced() > clues.expected().announced()
            && clues.actual().announced() <= clues.expected().announced() + 65_536
            && clues.actual().announced() - clues.expected().announced() > 9,
        "The reply is longer than the request: the whole buffer was sent back instead of the bytes"
            + " that were read.");
  }

  /** Is it the right ERROR, and yet not a legal one? */
  private static Optional<String> reason(Clues clues) {
    boolean rightError =
        sameFrame(clues)
            && clues.actual().type() == WireFrame.ERROR
            && clues.expected().mismatch(clues.actual()) < 0;
    if (!rightError) {
      return Optional.empty();
    }
    return Optional.of(
        clues.actual().announced() > LARGEST_ERROR
            ? "The ERROR's reason is too long: is it made of what the client sent?"
            : "The ERROR's reason is not UTF-8.");
  }

  /** Does the next reply begin where this one should go on? */
  private static Optional<String> nextFrame(Clues clues) {
    int at = differing(clues);
    if (at < WireFrame.HEADER_BYTES) {
      return Optional.empty();
    }
    // Its first bytes may be the same as those that were expected there.
    for (int start = Math.max(WireFrame.HEADER_BYTES, at - 8); start <= at; start++) {
      int place = start;
      Optional<LoggedFrame> next =
          clues.sent().stream().filter(frame -> isReplyAt(place, clues, frame)).findFirst();
      if (next.isPresent()) {
        return Optional.of(
            "Behind %d bytes of this reply comes the reply to ".formatted(place)
                + Names.id(next.get().id())
                + ": a write took only a part, and the rest was dropped, or two writes ran at the same"
                + " time.");
      }
    }
    return Optional.empty();
  }

  private static boolean isReplyAt(int place, Clues clues, LoggedFrame request) {
    byte[] reply = WireFrame.header(request.length(), request.type() | 0x80, request.id());
    return startsWith(clues.actual().array(), place, reply);
  }

  private static Optional<String> wrongBytes(Clues clues) {
    int at = differing(clues);
    if (at < WireFrame.HEADER_BYTES || at >= clues.actual().length()) {
      return Optional.empty();
    }
    byte[] trace = differingRun(clues, at);
    if (trace.length < SHORTEST_TRACE) {
      return Optional.empty();
    }
    String from = "From byte %d on the reply has ".formatted(at);
    if (allZero(trace)) {
      return Optional.of(
          from
              + "zeros: the buffer was filled only in part, because a read brought fewer bytes than"
              + " were asked for, or the stream had ended.");
    }
    Optional<String> own =
        clues
            .owner(trace, at, SHORTEST_TRACE, false)
            .map(frame ->
                from
                    + "bytes of an earlier request, "
                    + Names.id(frame.id())
                    + ": the buffer still holds them, and more of it was sent than was read.");
    return own.isPresent()
        ? own
        : clues
            .owner(trace, at, SHORTEST_TRACE, true)
            .map(frame ->
                from
                    + "bytes of another client's request, "
                    + Names.id(frame.id())
                    + ": connections share a buffer.");
  }

  private static Optional<String> cutOff(Clues clues) {
    boolean begun =
        clues.actual().length() > 0
            && clues.actual().length() < clues.expected().length()
            && clues.actual().begins(clues.expected());
    if (!begun || clues.evidence().stop() == null) {
      return Optional.empty();
    }
    String what =
        "The reply is right as far as it goes, %d of %d bytes: "
            .formatted(clues.actual().length(), clues.expected().length());
    return Optional.of(
        clues.stalled()
            ? what + "a write took only a part, and the rest was never sent."
            : what + "a write took only a part, and the connection was closed before the rest.");
  }

  /** Returns whether what came is the frame that was expected, by type and id. */
  private static boolean sameFrame(Clues clues) {
    return clues.expected().hasHeader()
        && clues.actual().hasHeader()
        && clues.actual().type() == clues.expected().type()
        && clues.actual().id() == clues.expected().id();
  }

  /** Returns the first byte that differs, or −1 where one is the other's beginning. */
  private static int differing(Clues clues) {
    int at = clues.expected().mismatch(clues.actual());
    boolean both = at < clues.expected().length() && at < clues.actual().length();
    return both ? at : -1;
  }

  /** Returns the first byte of the payloads that differs, whatever their lengths, or −1. */
  private static int differingPayload(Clues clues) {
    if (!sameFrame(clues)) {
      return -1;
    }
    int common = Math.min(clues.expected().length(), clues.actual().length());
    for (int at = WireFrame.HEADER_BYTES; at < common; at++) {
      if (clues.expected().at(at) != clues.actual().at(at)) {
        return at;
      }
    }
    return -1;
  }

  /** Returns the bytes that came from {@code at} until they are right again, 16 at most. */
  private static byte[] differingRun(Clues clues, int at) {
    int common = Math.min(clues.expected().length(), clues.actual().length());
    int end = at;
    while (end < common && end < at + 16 && clues.expected().at(end) != clues.actual().at(end)) {
      end++;
    }
    return Arrays.copyOfRange(clues.actual().array(), at, end);
  }

  private static boolean startsWith(byte[] bytes, int at, byte[] part) {
    int end = at + part.length;
    return end <= bytes.length && Arrays.equals(bytes, at, end, part, 0, part.length);
  }

  private static boolean allZero(byte[] bytes) {
    for (byte b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }
}
