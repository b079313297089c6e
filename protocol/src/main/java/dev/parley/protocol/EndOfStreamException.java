// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import java.io.EOFException;

/** The server ended the stream while it still owed a reply. */
public final class EndOfStreamException extends EOFException {

  private static final long serialVersionUID = 1L;

  /** Makes the exception; the message names the peer. */
  public EndOfStreamException(String message) {
    super(message);
  }
}
