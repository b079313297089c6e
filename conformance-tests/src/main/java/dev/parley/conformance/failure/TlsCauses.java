// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.failure;

import static dev.parley.conformance.failure.Causes.when;

import dev.parley.conformance.failure.Causes.Cause;
import dev.parley.conformance.wire.Received;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Mistakes that show in how TLS ended, or in what came instead of it. */
final class TlsCauses {

  static final List<Cause> ALL =
      List.of(
          TlsCauses::noCloseNotify, TlsCauses::noHandshake, TlsCauses::alert, TlsCauses::noRecord);

  private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");

  private static final Pattern NO_RECORD =
      Pattern.compile("(?i)unrecognized (ssl message|record version)|tag mismatch|bad_record_mac");

  /** What a peer says that cannot make sense of the bytes that it has put together. */
  private static final Pattern MADE_NO_SENSE =
      Pattern.compile("unexpected_message|decode_error|illegal_parameter|bad_record_mac|decrypt");

  private static final String DROPPED =
      "a record that came in pieces was thrown away (clear() where compact() belongs)";

  private TlsCauses() {}

  private static Optional<String> noCloseNotify(Clues clues) {
    return when(
        ended(clues).contains("without close_notify"),
        "The server closed its socket behind TLS's back: an engine's closeOutbound() makes a"
            + " close_notify that has to be wrapped and sent before the FIN, and so does"
            + " SSLSocket.close(). Without it nobody can tell an end from a cut.");
  }

  private static Optional<String> noHandshake(Clues clues) {
    return when(
        ended(clues).contains("no handshake within"),
        "The handshake never came to its end: whoever accepts shakes hands with others first, %s, or"
                .formatted(DROPPED)
            + " what the engine asks for (NEED_TASK, NEED_WRAP) was not done.");
  }

  private static Optional<String> alert(Clues clues) {
    Matcher alert = ALERT.matcher(ended(clues));
    if (!alert.find()) {
      return Optional.empty();
    }
    boolean garbled = MADE_NO_SENSE.matcher(alert.group(1)).find();
    return Optional.of(
        "The server has ended TLS by the alert %s: ".formatted(alert.group(1))
            + (garbled
                ? "did it lose bytes, because " + DROPPED + "?"
                : "its own log may say why."));
  }

  private static Optional<String> noRecord(Clues clues) {
    return when(
        NO_RECORD.matcher(ended(clues)).find(),
        "What came is no record of this connection: bytes went around the engine, or the records of"
            + " two threads were sent in another order than they were wrapped in.");
  }

  /** Returns what TLS said at the end; nothing where it is not TLS that ended. */
  private static String ended(Clues clues) {
    return clues.evidence().stop() instanceof Received.Reset reset && !reset.isRst()
        ? reset.what()
        : "";
  }
}
