// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import java.io.IOException;
import java.util.Optional;

/** The server answered a request with an ERROR frame. */
public final class ErrorReplyException extends IOException {

  private static final long serialVersionUID = 1L;

  private final int value;

  /**
   * Makes the exception of one ERROR frame.
   *
   * @param value the code as it stands on the wire, known or not
   * @param reason the server's own words
   */
  public ErrorReplyException(int value, String reason) {
    super(name(value) + ": " + reason);
    this.value = value;
  }

  /** Returns the code as it stands on the wire. */
  public int value() {
    return value;
  }

  /** Returns the code, or nothing where Parley/1 knows none of that value. */
  public Optional<ErrorCode> code() {
    return ErrorCode.of(value);
  }

  /** Returns whether the connection ended with this ERROR; a code that is not known ends it. */
  public boolean fatal() {
    return code().map(ErrorCode::fatal).orElse(true);
  }

  private static String name(int value) {
    return ErrorCode.of(value).map(ErrorCode::name).orElse("code " + value);
  }
}
