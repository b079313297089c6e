// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.failure;

import static dev.parley.conformance.failure.Causes.when;

import dev.parley.conformance.failure.Causes.Cause;
import dev.parley.conformance.wire.Bytes;
import dev.parley.conformance.wire.LoggedFrame;
import dev.parley.conformance.wire.Names;
import dev.parley.conformance.wire.WireFrame;
import java.util.List;
import java.util.Optional;

/** Mistakes that show in the header of what came: its length, its type, its id. */
final class HeaderCauses {

  static final List<Cause> ALL =
      List.of(
          HeaderCauses::length,
          HeaderCauses::requestType,
          HeaderCauses::notRefused,
          HeaderCauses::misread,
          HeaderCauses::refused,
          HeaderCauses::withoutCode,
          HeaderCauses::lostId,
          HeaderCauses::otherId);

  /** Those that show in one frame by itself, whatever carried it. */
  static final List<Cause> OF_A_FRAME =
      List.of(HeaderCauses::length, HeaderCauses::requestType, HeaderCauses::lostId);

  private static final int UNKNOWN_TYPE = 2;
  private static final int INTERNAL = 6;

  private HeaderCauses() {}

  private static Optional<String> length(Clues clues) {
    if (!comparable(clues) || clues.actual().type() == WireFrame.ERROR) {
      return Optional.empty();
    }
    long right = clues.expected().announced();
    long wrong = clues.actual().announced();
    String what = "The length is %d instead of %d: ".formatted(wrong, right);
    if (wrong == right) {
      return Optional.empty();
    }
    if (wrong == Integer.toUnsignedLong(Clues.reversed((int) right))) {
      return Optional.of(what + "written in little-endian order; it must be big-endian.");
    }
    if (wrong == right + WireFrame.HEADER_BYTES) {
      return Optional.of(what + "it counts the header too; it must count the payload only.");
    }
    if (wrong == right + 5 || wrong == right + 4) {
      return Optional.of(what + "it counts a part of the header; it must count the payload only.");
    }
    if (wrong == Integer.toUnsignedLong((byte) right)) {
      return Optional.of(what + "a byte above 7F was widened with its sign; mask it with & 0xFF.");
    }
    return Optional.empty();
  }

  private static Optional<String> requestType(Clues clues) {
    boolean sentBack =
        comparable(clues)
            && clues.actual().id() == clues.expected().id()
            && (clues.actual().type() | 0x80) == clues.expected().type()
            && clues.actual().type() < 0x80;
    boolean inPieces = clues.request().filter(request -> request.pieces().size() > 1).isPresent();
    return when(
        sentBack,
        inPieces
            ? "The request came back as it was, and it came in pieces: was each read taken for a"
                + " whole frame? (If whole requests come back so too: a reply's type has the high"
                + " bit set.)"
            : "The request came back as it was: a reply's type has the high bit set.");
  }

  private static Optional<String> notRefused(Clues clues) {
    boolean shouldBeRefused =
        comparable(clues)
            && clues.expected().type() == WireFrame.ERROR
            && clues.actual().type() != WireFrame.ERROR
            && clues.actual().id() == clues.expected().id();
    return when(
        shouldBeRefused,
        "The server answers what it must refuse: it does not check the request's type or payload,"
            + " or it read the numbers in it as signed.");
  }

  private static Optional<String> refused(Clues clues) {
    Bytes actual = clues.actual();
    if (!actual.hasHeader() || actual.type() != WireFrame.ERROR || actual.length() < 10) {
      return Optional.empty();
    }
    if (clues.misreading(actual.id()).isPresent() || clues.answersAPart()) {
      return Optional.empty();
    }
    if (actual.at(9) == UNKNOWN_TYPE && clues.lastSent().filter(Clues::oversized).isPresent()) {
      return Optional.of("The type was judged before the length; the length comes first.");
    }
    if (actual.at(9) == INTERNAL) {
      return Optional.of(
          "The server answers with ERROR INTERNAL: something in it failed; or it says that it stops,"
              + " which it has to do without an ERROR.");
    }
    return when(
        !comparable(clues) || clues.expected().type() != WireFrame.ERROR,
        "The server answers with ERROR "
            + Names.code(actual.at(9))
            + ": it takes for wrong what is right. Is a comparison off by one, a number taken for"
            + " signed, or the stream out of step?");
  }

  private static Optional<String> withoutCode(Clues clues) {
    return when(
        comparable(clues)
            && clues.expected().type() == WireFrame.ERROR
            && clues.actual().type() == WireFrame.ERROR
            && clues.actual().announced() == 0,
        "The ERROR has no code: was it cut to the maximum payload? That limits requests, and no"
            + " reply.");
  }

  private static Optional<String> misread(Clues clues) {
    if (!clues.actual().hasHeader()) {
      return Optional.empty();
    }
    return clues.misreading(clues.actual().id()).map(HeaderCauses::misread);
  }

  private static String misread(Clues.Misreading place) {
    LoggedFrame frame = place.frame();
    String what =
        "This answers a request that was never sent as one: the server read a header from byte %d of"
                .formatted(place.offset())
            + " the frame with "
            + Names.id(frame.id())
            + ". ";
    if (place.skipped() > 1) {
      return what
          + "%d requests before it got no answer: what a read brought behind a frame was lost"
              .formatted(place.skipped() - 1)
          + " (clear() where compact() belongs, or a second buffered reader).";
    }
    if (Clues.oversized(frame)) {
      return what + "Behind a length that is refused nothing may be parsed.";
    }
    if (frame.type() > WireFrame.DELAY) {
      return what + "The payload of an unknown type must be skipped by its length, not parsed.";
    }
    return what + "The stream is out of step: a part of a frame that came by itself was dropped.";
  }

  private static Optional<String> lostId(Clues clues) {
    if (!comparable(clues) || clues.actual().id() == clues.expected().id()) {
      return Optional.empty();
    }
    int right = clues.expected().id();
    int wrong = clues.actual().id();
    if (wrong == Clues.reversed(right)) {
      return Optional.of("The id is in little-endian order; it must come back byte for byte.");
    }
    if (right < 0 && (wrong == (right & 0x7FFF_FFFF) || wrong == 0x7FFF_FFFF)) {
      return Optional.of("The id lost its highest bit: it is unsigned, 32 bits wide.");
    }
    if (wrong == 0) {
      return Optional.of("The id is 0: the request's id was not copied.");
    }
    return when(
        wrong == -1 || wrong == (byte) right,
        "A byte of the id was widened with its sign; mask it with & 0xFF.");
  }

  private static Optional<String> otherId(Clues clues) {
    if (!comparable(clues) || clues.actual().id() == clues.expected().id()) {
      return Optional.empty();
    }
    if (lostId(clues).isPresent()) {
      return Optional.empty();
    }
    int wrong = clues.actual().id();
    if (clues.sentWithId(wrong).isPresent()) {
      return Optional.of(
          "This answers another request of the same connection, with "
              + Names.id(wrong)
              + ": requests are handled at the same time and answered out of order, or one was"
              + " skipped or answered twice.");
    }
    return when(
        clues.isForeign(wrong),
        "This answers another client's request, with "
            + Names.id(wrong)
            + ": connections share a buffer, or a reply went to the wrong one.");
  }

  /** Returns whether a frame was expected and at least a header came. */
  private static boolean comparable(Clues clues) {
    return clues.expected().hasHeader() && clues.actual().hasHeader();
  }
}
