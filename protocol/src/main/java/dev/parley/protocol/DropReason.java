// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

/** Why a datagram was dropped in silence (section 14), as told to a {@link ServerListener}. */
public enum DropReason {
  /** Shorter than a header, or its length is not that of the datagram. */
  MALFORMED,
  /** The payload is above the maximum. */
  TOO_LARGE,
  /** The type is no request. */
  UNKNOWN_TYPE,
  /** A DELAY without its four bytes, or above the maximum delay. */
  BAD_REQUEST,
  /** As many DELAYs wait as may. */
  TOO_MANY_DELAYS,
  /** A reply, of which the system took nothing: it has no room, or no way to the peer. */
  NOT_SENT
}
