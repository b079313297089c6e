// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.failure;

import static dev.parley.conformance.failure.Causes.when;

import dev.parley.conformance.failure.Causes.Cause;
import dev.parley.conformance.wire.Bytes;
import dev.parley.conformance.wire.LoggedFrame;
import dev.parley.conformance.wire.Names;
import dev.parley.conformance.wire.Received;
import dev.parley.conformance.wire.WireFrame;
import java.util.List;
import java.util.Optional;

/** Mistakes that cost a connection its server, or the server a connection. */
final class LifeCauses {

  static final List<Cause> ALL =
      List.of(
          LifeCauses::takesEverybody,
          LifeCauses::neverServed,
          LifeCauses::servedNoMore,
          LifeCauses::noRoom,
          LifeCauses::costsOneFrame,
          LifeCauses::endedInMidFrame);

  private static final int UNKNOWN_TYPE = 2;
  private static final int BAD_REQUEST = 3;
  private static final int BUSY = 5;

  /** From here on a payload is large, in bytes. */
  private static final int LARGE = 65_536;

  private LifeCauses() {}

  private static Optional<String> takesEverybody(Clues clues) {
    Bytes owed = clues.expected();
    boolean busy =
        owed.hasHeader()
            && owed.type() == WireFrame.ERROR
            && owed.length() > WireFrame.HEADER_BYTES
            && owed.at(WireFrame.HEADER_BYTES) == BUSY;
    return when(
        busy && clues.received().isEmpty() && clues.stalled(),
        "One client more than the limit was let in: is the option read (PARLEY_MAX_CONNECTIONS)?");
  }

  private static Optional<String> neverServed(Clues clues) {
    if (!dead(clues) || !clues.received().isEmpty()) {
      return Optional.empty();
    }
    boolean othersWere =
        clues.others().stream().anyMatch(other -> !other.receivedFrames().isEmpty());
    String what = "Nothing ever came on this connection, and even its end was not answered";
    return Optional.of(
        othersWere
            ? what
                + ", while others were served: was the accept loop left, was its own loop not woken"
                + " for it or ended by another connection's fault, or does the server wait until a"
                + " client is done? (One that is meant to is judged by --without concurrent,limit.)"
            : what
                + ": was it the system alone that accepted it, or does it belong to a loop that was"
                + " not woken for it or has ended by another connection's fault, or to a thread that"
                + " hangs?");
  }

  private static Optional<String> servedNoMore(Clues clues) {
    return when(
        dead(clues) && !clues.received().isEmpty(),
        "This connection was served before, and now even its end is not answered: the loop or"
            + " thread that serves it hangs, sleeps through its own deadline (a timeout that was"
            + " rounded down to 0 is none), or has ended by another connection's fault.");
  }

  private static Optional<String> noRoom(Clues clues) {
    return clues
        .request()
        .filter(request -> request.complete() && request.length() >= LARGE && dead(clues))
        .map(request ->
            "All %s of a large payload were sent: a buffer that has no room for more, for its size"
                    .formatted(Names.count(request.length(), "byte"))
                + " was computed without the header, is read into for ever.");
  }

  private static Optional<String> costsOneFrame(Clues clues) {
    if (!gone(clues) || clues.received().isEmpty()) {
      return Optional.empty();
    }
    LoggedFrame last = clues.received().getLast();
    boolean isError = last.complete() && last.type() == WireFrame.ERROR && last.length() > 0;
    int code = isError ? last.bytes()[WireFrame.HEADER_BYTES] : 0;
    return when(
        code == UNKNOWN_TYPE || code == BAD_REQUEST,
        "The connection ended behind ERROR %s, which costs one frame: the next begins where its"
                .formatted(Names.code(code))
            + " length says, and the conversation goes on.");
  }

  private static Optional<String> endedInMidFrame(Clues clues) {
    return clues
        .lastSent()
        .filter(_ -> gone(clues))
        .filter(last -> !last.complete() && !Clues.oversized(last))
        .map(last ->
            last.hasHeader() && last.length() > LARGE
                ? "The connection ended behind a header that announces %s: memory was taken for a"
                        .formatted(Names.count(last.length(), "byte"))
                    + " length that is only announced, and there was none."
                : "The connection ended in the middle of a frame: a read that brought less than a"
                    + " header, or than a payload, was taken for all of it, or made the handler"
                    + " throw an exception.");
  }

  /** Returns whether nothing came, not even an answer to the end of the suite's side. */
  private static boolean dead(Clues clues) {
    return clues.evidence().silent()
        && clues.stalled()
        && clues.evidence().afterEnd() instanceof Received.Nothing;
  }

  /** Returns whether the server ended, though the suite had not. */
  private static boolean gone(Clues clues) {
    return clues.evidence().silent()
        && (clues.ended() || clues.reset())
        && !clues.evidence().ended();
  }
}
