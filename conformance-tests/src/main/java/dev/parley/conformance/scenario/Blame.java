// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.wire.Breach;
import dev.parley.conformance.wire.Breach.Side;
import dev.parley.conformance.wire.Bytes;
import dev.parley.conformance.wire.Culprit;
import dev.parley.conformance.wire.Evidence;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.Referee;
import dev.parley.conformance.wire.Transcript;

/** Says which of two sides has failed. */
final class Blame {

  /** What a client tells its caller, when the server has broken no rule. */
  private static final String CLIENTS_WORD = "R18.3";

  /** The likeliest cause of a client's complaint. */
  private static final String PIECES =
      "What the server said was right; on a stream it reached the client in other pieces than it was"
          + " sent in, for one read may bring a part of a frame, or several.";

  private final Stage stage;
  private final Referee referee;
  private final Transcript transcript;

  Blame(Stage stage, Referee referee, Transcript transcript) {
    this.stage = stage;
    this.referee = referee;
    this.transcript = transcript;
  }

  /**
   * Returns the failure behind what the client told: a breach that the referee saw, or the client's
   * own, which complains of a server that has broken no rule.
   */
  Mismatch behind(Mismatch told) {
    return referee
        .breach()
        .map(this::mismatch)
        .orElseGet(() -> shown(told).by(culprit(Side.CLIENT, CLIENTS_WORD)));
  }

  /** Fails if the referee saw a breach of which the client told nothing. */
  void requireNone() {
    referee
        .breach()
        .ifPresent(breach -> {
          throw mismatch(breach);
        });
  }

  private Mismatch mismatch(Breach breach) {
    return breach.mismatch(transcript).by(culprit(breach.side(), breach.rule()));
  }

  private Mismatch shown(Mismatch told) {
    var evidence = new Evidence(Bytes.NONE, Bytes.NONE, null, false, null, transcript);
    return new Mismatch(told.expected(), told.actual(), evidence).because(PIECES);
  }

  private Culprit culprit(Side side, String rule) {
    boolean isServer = side == Side.SERVER;
    String name = isServer ? stage.pair().serverInFull() : stage.pair().clientInFull();
    return new Culprit(name, isServer, rule);
  }
}
