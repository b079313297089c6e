// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import java.io.IOException;
import java.time.Duration;

/**
 * One client's connection to a server, or for datagrams its association with one.
 *
 * <p>A call that fails by timeout, by a reply that breaks the protocol, by the stream's end or by a
 * fatal ERROR closes the client, since a late reply could be taken for the next one's (rule R18.4);
 * only an {@link ErrorReplyException} that is not fatal leaves it open. A client of datagrams stays
 * open whatever fails: it knows late replies by their ids (rule R19.1).
 *
 * <p>Any number of threads may call it. Whether their requests are in flight together or one waits
 * for the end of the other is the style's own.
 */
public interface Client extends AutoCloseable {

  /**
   * Sends an ECHO and waits for its reply, at most for the reply timeout.
   *
   * @return the reply's payload
   * @throws java.net.SocketTimeoutException if no reply came in time; names peer and duration
   * @throws ErrorReplyException if the server answered with an ERROR
   * @throws EndOfStreamException if the server ended the stream and still owed the reply
   * @throws ProtocolViolationException if the reply breaks the protocol
   * @throws java.net.ConnectException if a datagram's port is unreachable; names the peer
   * @throws IllegalArgumentException if the payload does not fit a datagram; nothing was sent
   * @throws IOException if the connection failed
   */
  byte[] echo(byte[] payload) throws IOException;

  /**
   * Sends a DELAY and waits for its reply, at most for the delay and the reply timeout. Fails as
   * {@link #echo} does.
   *
   * @param delay how long the server waits, in milliseconds up to 2³² − 1
   * @return the reply's payload behind the four bytes of milliseconds
   */
  byte[] delay(Duration delay, byte[] payload) throws IOException;

  /** Closes the connection; a call that waits in another thread fails. Does not block. */
  @Override
  void close();
}
