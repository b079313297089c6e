// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.failure;

import static dev.parley.conformance.failure.Causes.when;

import dev.parley.conformance.failure.Causes.Cause;
import dev.parley.conformance.wire.LoggedFrame;
import dev.parley.conformance.wire.Received;
import dev.parley.conformance.wire.WireFrame;
import java.util.List;
import java.util.Optional;

/** Mistakes that show in silence, in an end or in a reset. */
final class EndCauses {

  static final List<Cause> ALL =
      List.of(
          EndCauses::heldBack,
          EndCauses::refusedWithoutAWord,
          EndCauses::onlyTheFirst,
          EndCauses::inPieces,
          EndCauses::empty,
          EndCauses::signedLength,
          EndCauses::endIsNotEnd,
          EndCauses::waitsForTheEnd,
          EndCauses::rudeClose,
          EndCauses::answeredTooEarly,
          EndCauses::noRoom,
          EndCauses::diedOfIt);

  private static final int LARGE = 1 << 16;

  private EndCauses() {}

  private static Optional<String> heldBack(Clues clues) {
    return when(
        silent(clues) && clues.evidence().afterEnd() instanceof Received.Frame,
        "An answer came only when the suite, in want of it, ended its side: it lay in a buffer"
            + " until then (a missing flush before waiting), or the server waited for more bytes"
            + " than the frame has.");
  }

  private static Optional<String> refusedWithoutAWord(Clues clues) {
    return clues
        .lastSent()
        .filter(Clues::oversized)
        .filter(_ -> silent(clues) || goneEarly(clues))
        .map(last ->
            "The header that was sent announces %d bytes, which never come. "
                    .formatted(last.length())
                + (silent(clues) || clues.evidence().ended()
                    ? "The server waits for them instead of judging the length first"
                        + (isUnknown(last) ? ", whatever the type is" : "")
                    : "The server ended the connection without an answer")
                + (last.length() > Integer.MAX_VALUE
                    ? "; it may have taken it for the negative number %d."
                        .formatted((int) last.length())
                    : "."));
  }

  private static Optional<String> onlyTheFirst(Clues clues) {
    long sent = clues.sent().stream().filter(LoggedFrame::complete).count();
    return when(
        silent(clues) && clues.answered() > 0 && sent > clues.answered() + 1,
        "%d of %d requests were answered, and the rest had arrived with them: after a frame, what is"
                .formatted(clues.answered(), sent)
            + " left in the buffer must be parsed before the next read.");
  }

  private static Optional<String> inPieces(Clues clues) {
    return clues
        .request()
        .filter(request -> request.pieces().size() > 1)
        .filter(_ -> silent(clues) || goneEarly(clues) || goneUnanswered(clues))
        .map(request ->
            "The request was sent in pieces (%s, .. bytes): a read that brings less than a header"
                    .formatted(request.pieces().getFirst())
                + " or less than a payload was taken for all of it, or what it brought was"
                + " thrown away (clear() where compact() belongs).");
  }

  private static Optional<String> empty(Clues clues) {
    return clues
        .request()
        .filter(request -> request.complete() && request.length() == 0)
        .filter(_ -> silent(clues) || goneEarly(clues))
        .map(_ -> "The payload is empty: nothing to read was taken for nothing to do, or the end.");
  }

  private static Optional<String> signedLength(Clues clues) {
    return clues
        .request()
        .filter(request -> request.complete() && hasHighByte(request.length()))
        .filter(_ -> silent(clues) || goneEarly(clues))
        .map(request ->
            "The length is 0x%08X, with a byte above 7F: put together from signed bytes it is"
                    .formatted(request.length())
                + " another number.");
  }

  private static Optional<String> endIsNotEnd(Clues clues) {
    boolean owed = clues.expected().length() > 0 && clues.evidence().ended();
    return when(
        owed && (clues.ended() || clues.evidence().stop() instanceof Received.Reset),
        "The suite had ended its side, and the server closed before it had answered: the end of a"
            + " client's sending is not the end of its reading.");
  }

  private static Optional<String> waitsForTheEnd(Clues clues) {
    return when(
        silent(clues) && clues.evidence().afterEnd() instanceof Received.End,
        "The server ended its side only when the suite had ended its own: it waits for the client's"
            + " end, or for more bytes, where it should have acted.");
  }

  private static Optional<String> rudeClose(Clues clues) {
    return when(
        clues.reset(),
        "The server closed its socket while bytes that it had not read were waiting there, or set"
            + " SO_LINGER to 0: both make a reset, and a reset can erase what is on its way. Shut"
            + " the output down first, read on for a while, then close. A process that died looks"
            + " the same.");
  }

  private static Optional<String> answeredTooEarly(Clues clues) {
    return when(
        clues.answersAPart(),
        "The request that this answers was sent only in part: an end in mid-frame, or a read"
            + " that brought less than asked for, was taken for a whole frame.");
  }

  private static Optional<String> noRoom(Clues clues) {
    return clues
        .request()
        .filter(request -> request.complete() && request.length() >= LARGE)
        .filter(_ -> goneEarly(clues) && clues.ended() && !clues.evidence().ended())
        .map(request ->
            "The frame has %d bytes, %d more than its payload: a buffer that is no larger than the"
                    .formatted(request.length() + WireFrame.HEADER_BYTES, WireFrame.HEADER_BYTES)
                + " largest payload is full before, and a read into no room brings nothing, which"
                + " looks like the end.");
  }

  private static Optional<String> diedOfIt(Clues clues) {
    return when(
        goneEarly(clues) && clues.ended() && !clues.evidence().ended(),
        "The server ended the connection instead of answering: did its handler throw an"
            + " exception?");
  }

  private static boolean isUnknown(LoggedFrame request) {
    return request.type() != WireFrame.ECHO && request.type() != WireFrame.DELAY;
  }

  private static boolean silent(Clues clues) {
    return clues.evidence().silent() && clues.stalled();
  }

  /** Returns whether the server was gone before it had begun to answer. */
  private static boolean goneEarly(Clues clues) {
    boolean owed = clues.expected().length() > 0 && clues.evidence().silent();
    return owed && (clues.ended() || clues.reset());
  }

  /** Returns whether a write found the server gone, and it had answered nothing. */
  private static boolean goneUnanswered(Clues clues) {
    return clues.reset() && clues.received().isEmpty();
  }

  private static boolean hasHighByte(long length) {
    return (length & 0x8080_8080L) != 0;
  }
}
