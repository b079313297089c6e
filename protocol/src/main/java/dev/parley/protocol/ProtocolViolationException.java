// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import java.io.IOException;

/**
 * The server's reply breaks the protocol: another id, another type, or a length that is too large.
 */
public final class ProtocolViolationException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Makes the exception; the message says what was expected and what came. */
  public ProtocolViolationException(String message) {
    super(message);
  }
}
