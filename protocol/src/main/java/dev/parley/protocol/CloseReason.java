// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

/** Why a connection ended, as told to a {@link ServerListener}. */
public enum CloseReason {
  /** The client ended its side and has all its replies. */
  PEER_CLOSED,
  /** The client vanished: a reset, or another fault of its connection. */
  PEER_FAILED,
  /** A frame above the maximum payload. */
  TOO_LARGE,
  /** One connection more than the limit. */
  BUSY,
  /** The TLS handshake took too long. */
  HANDSHAKE_TIMEOUT,
  /** No byte came for too long. */
  IDLE_TIMEOUT,
  /** A frame was not complete in time. */
  FRAME_TIMEOUT,
  /** The client did not read its replies. */
  WRITE_TIMEOUT,
  /** The server stopped, and the connection ended in order. */
  STOPPED,
  /** The server stopped, and the drain deadline cut the connection. */
  CUT,
  /** The server failed. */
  INTERNAL
}
