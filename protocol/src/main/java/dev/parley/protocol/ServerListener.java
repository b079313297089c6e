// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import java.net.SocketAddress;

/**
 * Is told what happens inside a server: for logs, counters, tests and traces. Every method does
 * nothing by default.
 *
 * <p>Called from the server's own threads, for one connection by one thread at a time, in the order
 * of events; a method that blocks holds up the connections of that thread, and one that throws ends
 * the connection. Connections are numbered from 1 in the order of their accept. A datagram has no
 * connection: the frames of one are told with the number 0.
 */
public interface ServerListener {

  /** A listener that does nothing. */
  ServerListener NONE = new ServerListener() {};

  /** A connection was accepted. */
  default void opened(long connection, SocketAddress peer) {}

  /** A connection's socket is closed; told once for each that was opened. */
  default void closed(long connection, CloseReason reason) {}

  /** A whole request was read. */
  default void frameIn(long connection, int type, int id, int payloadLength) {}

  /** A reply is ready to be sent. */
  default void frameOut(long connection, int type, int id, int payloadLength) {}

  /** A datagram was dropped, be it a request or a reply. */
  default void dropped(SocketAddress peer, DropReason reason) {}

  /** Accepting a connection, or receiving a datagram, failed, and the server goes on. */
  default void acceptFailed(Exception failure) {}
}
