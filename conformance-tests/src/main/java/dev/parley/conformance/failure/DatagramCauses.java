// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.failure;

import static dev.parley.conformance.failure.Causes.when;

import dev.parley.conformance.failure.Causes.Cause;
import dev.parley.conformance.wire.LoggedFrame;
import dev.parley.conformance.wire.Names;
import dev.parley.conformance.wire.Received;
import dev.parley.conformance.wire.WireFrame;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Mistakes that only a server of datagrams can make. */
final class DatagramCauses {

  static final List<Cause> ALL =
      List.of(
          DatagramCauses::reflected,
          DatagramCauses::saidWhy,
          DatagramCauses::notWhole,
          DatagramCauses::overwritten,
          DatagramCauses::foreign,
          DatagramCauses::answered,
          DatagramCauses::more,
          DatagramCauses::larger,
          DatagramCauses::tooSmall,
          DatagramCauses::duplicate,
          DatagramCauses::connected,
          DatagramCauses::deaf);

  private DatagramCauses() {}

  private static Optional<String> reflected(Clues clues) {
    return cameFor(clues)
        .filter(sent -> sent.hasHeader() && sent.type() >= 0x80)
        .map(sent ->
            "This answers a reply, %s: two servers that answer each other's replies never stop."
                .formatted(Names.type(sent.type())));
  }

  private static Optional<String> saidWhy(Clues clues) {
    boolean error = clues.actual().hasHeader() && clues.actual().type() == WireFrame.ERROR;
    return when(
        error,
        "A server of datagrams sends no ERROR: the sender's address may be forged, and the ERROR an"
            + " attack on whoever has it. Drop it, and count it.");
  }

  private static Optional<String> notWhole(Clues clues) {
    return cameFor(clues)
        .filter(sent -> !sent.complete() && sent.type() < 0x80)
        .map(sent ->
            "The datagram of %s that this answers announces %s of payload: "
                    .formatted(Names.count(sent.size(), "byte"), Names.count(sent.length(), "byte"))
                + (sent.size() > sent.length() + WireFrame.HEADER_BYTES
                    ? "a buffer that is no larger than the largest legal datagram cuts a longer one"
                        + " off unseen, or what lay behind the frame was not looked at."
                    : "what was not sent was taken from the buffer, which holds older bytes."));
  }

  private static Optional<String> overwritten(Clues clues) {
    return cameFor(clues)
        .filter(sent -> sent.complete() && clues.expected().length() == 0)
        .filter(sent -> clues.actual().length() > sent.size())
        .map(sent ->
            "This begins like the reply to the request with %s, and is longer: that was received"
                    .formatted(Names.id(sent.id()))
                + " into a buffer in which another request still waited. What waits is copied.");
  }

  private static Optional<String> foreign(Clues clues) {
    boolean foreign =
        clues.actual().hasHeader()
            && clues.sentWithId(clues.actual().id()).isEmpty()
            && clues.isForeign(clues.actual().id());
    return when(
        foreign,
        "This answers another client's request: replies share a buffer, and it took the next"
            + " datagram before this one's was sent; or a reply went to the wrong client.");
  }

  private static Optional<String> answered(Clues clues) {
    boolean mistaken = clues.actual().hasHeader() && clues.actual().type() != WireFrame.ERROR;
    return cameFor(clues)
        .filter(sent -> mistaken && sent.complete() && sent.type() < 0x80)
        .filter(_ -> clues.expected().length() == 0)
        .map(_ ->
            "The server answers what it must drop: it does not check the request's type, length or"
                + " payload, or it read the numbers in it as signed.");
  }

  private static Optional<String> more(Clues clues) {
    int right = clues.expected().length();
    return when(
        right > 0 && clues.actual().length() > right && clues.expected().begins(clues.actual()),
        "Behind the right reply come %s: the whole buffer was sent back instead of what was received."
            .formatted(Names.count(clues.actual().length() - right, "byte")));
  }

  private static Optional<String> larger(Clues clues) {
    return cameFor(clues)
        .filter(sent -> clues.actual().length() > sent.size())
        .map(sent ->
            "The reply has %s, its request %s: whoever forges a sender's address makes more of it"
                    .formatted(
                        Names.count(clues.actual().length(), "byte"),
                        Names.count(sent.size(), "byte"))
                + " than they send.");
  }

  private static Optional<String> tooSmall(Clues clues) {
    long largest = clues.received().stream().mapToLong(LoggedFrame::size).max().orElse(0);
    return clues
        .lastSent()
        .filter(last -> isSilent(clues) && largest > 0 && last.size() > largest)
        .map(_ ->
            "The datagram that got no answer is longer than any before: the buffer is too small for"
                + " it, or a DatagramPacket has kept the length of what it received last.");
  }

  private static Optional<String> duplicate(Clues clues) {
    return clues
        .lastSent()
        .filter(last -> isSilent(clues) && timesSent(clues, last) > timesAnswered(clues, last))
        .filter(last -> timesAnswered(clues, last) > 0)
        .map(_ ->
            "The request that got no reply had been answered before: was it taken for a duplicate?"
                + " Whoever asks again has not got the reply.");
  }

  private static long timesSent(Clues clues, LoggedFrame request) {
    return clues.sent().stream().filter(f -> Arrays.equals(f.bytes(), request.bytes())).count();
  }

  private static long timesAnswered(Clues clues, LoggedFrame request) {
    return clues.received().stream().filter(f -> f.hasHeader() && f.id() == request.id()).count();
  }

  private static Optional<String> connected(Clues clues) {
    boolean others = clues.others().stream().anyMatch(t -> !t.receivedFrames().isEmpty());
    return when(
        isSilent(clues) && others && clues.received().isEmpty(),
        "Another client was answered, and this one never was: is the server's socket connected to"
            + " another client?");
  }

  private static Optional<String> deaf(Clues clues) {
    boolean was = !clues.received().isEmpty();
    return clues
        .lastUnanswered()
        .filter(_ -> isSilent(clues))
        .map(last ->
            (was
                    ? "The server had answered, and does so no more since it received "
                    : "The server answers nothing since it received ")
                + last.toString().lines().findFirst().orElse("")
                + ". Did its loop end of an exception, or does it wait in it?");
  }

  private static boolean isSilent(Clues clues) {
    return clues.evidence().silent() && clues.evidence().stop() instanceof Received.Silence;
  }

  /** Returns the datagram that what came seems to answer, by its id. */
  private static Optional<LoggedFrame> cameFor(Clues clues) {
    return clues.actual().hasHeader() ? clues.sentWithId(clues.actual().id()) : Optional.empty();
  }
}
