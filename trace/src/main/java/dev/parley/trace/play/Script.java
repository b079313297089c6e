// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.play;

import dev.parley.protocol.Transport;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * When the clients do what. A server that serves them all at once is done after a quarter of a
 * second, one that serves them in turn after half of one.
 *
 * @param pace how fast it goes: 1 as in the pictures, 0 without a pause
 */
public record Script(double pace) {

  /** As it is shown. */
  public static final Script SHOWN = new Script(1);

  /** In a moment, to have everything loaded that the real one needs. */
  public static final Script REHEARSAL = new Script(0.05);

  /** Between two bytes of the slow client. */
  static final int DRIP_MILLIS = 15;

  /** How long the slow client stays after its reply. */
  static final int LINGER_MILLIS = 25;

  /** Between a reply and the next request of the ordinary client. */
  static final int PAUSE_MILLIS = 40;

  /** How many requests the ordinary client sends. */
  static final int ECHOES = 4;

  /** How long a DELAY is asked for. */
  static final int DELAY_MILLIS = 120;

  private static final int BETWEEN_CLIENTS_MILLIS = 30;
  private static final double NANOS = 1_000_000;

  /** Returns what the clients do, in words. */
  public static String description() {
    return """
    Three clients come to a server of each style, %1$d ms after each other. The slow one sends an \
    ECHO whose bytes drip, one every %2$d ms. The ordinary one sends %3$d ECHOs, and pauses for \
    %4$d ms after each reply. The delay one asks for a DELAY of %5$d ms.\
    """
        .formatted(BETWEEN_CLIENTS_MILLIS, DRIP_MILLIS, ECHOES, PAUSE_MILLIS, DELAY_MILLIS);
  }

  /** Returns how the script is changed for what a transport cannot carry; empty for most. */
  public static String change(Transport transport) {
    return transport == Transport.UDP
        ? "A datagram comes whole: the slow client's frame cannot drip, and is sent when its last"
            + " byte would have been."
        : "";
  }

  /** Waits until it is a client's turn to come, when the one before it has. Blocks. */
  void awaitTurn(Role role) throws InterruptedException {
    pause(role.number() == 1 ? 0 : BETWEEN_CLIENTS_MILLIS);
  }

  /** Blocks for a while of the script. */
  void pause(int millis) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep((long) (millis * pace * NANOS));
  }

  /** Returns a time of the script as it is at this pace. */
  Duration paced(int millis) {
    return Duration.ofNanos((long) (millis * pace * NANOS));
  }
}
