// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import java.util.Optional;

/** Why a server answers with ERROR (PROTOCOL.md, section 0). */
public enum ErrorCode {
  /** The length is above the server's maximum payload. Fatal. */
  TOO_LARGE(1, true),
  /** The type is no request of Parley/1. Costs the one frame. */
  UNKNOWN_TYPE(2, false),
  /** The payload does not fit the type. Costs the one frame. */
  BAD_REQUEST(3, false),
  /** The client was silent, or a frame incomplete, for too long. Fatal, with id 0. */
  TIMEOUT(4, true),
  /** The server has as many connections as it takes. Fatal, with id 0. */
  BUSY(5, true),
  /** The server failed in a way that is not the client's fault. Fatal. */
  INTERNAL(6, true);

  private final int value;
  private final boolean fatal;

  ErrorCode(int value, boolean fatal) {
    this.value = value;
    this.fatal = fatal;
  }

  /** Returns the code as it stands on the wire. */
  public int value() {
    return value;
  }

  /** Returns whether the connection ends with this error. */
  public boolean fatal() {
    return fatal;
  }

  /** Returns the code with that value on the wire, or nothing where Parley/1 has none. */
  public static Optional<ErrorCode> of(int value) {
    for (ErrorCode code : values()) {
      if (code.value == value) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }
}
