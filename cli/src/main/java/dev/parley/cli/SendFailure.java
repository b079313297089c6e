// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.protocol.EndOfStreamException;
import dev.parley.protocol.ErrorReplyException;
import dev.parley.protocol.ProtocolViolationException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLException;

/** The line by which a client of the launch contract says what went wrong. */
final class SendFailure {

  private SendFailure() {}

  /** Returns the line for a connection that did not come about. */
  static String ofConnect(IOException failure) {
    return line(failure, "REFUSED");
  }

  /** Returns the line for a request that got no reply. A reset is an end of the stream too. */
  static String ofExchange(IOException failure) {
    return line(failure, "EOF");
  }

  private static String line(IOException failure, String otherwise) {
    String word =
        switch (failure) {
          case SocketTimeoutException _ -> "TIMEOUT";
          case ConnectException _ -> "REFUSED";
          case ErrorReplyException error -> "ERROR " + error.value();
          case EndOfStreamException _ -> "EOF";
          case ProtocolViolationException _ -> "PROTOCOL";
          case SSLException _ -> "TLS";
          default -> otherwise;
        };
    return word + " " + OneLine.of(failure);
  }
}
