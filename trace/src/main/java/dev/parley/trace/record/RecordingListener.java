// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.record;

import dev.parley.protocol.CloseReason;
import dev.parley.protocol.DropReason;
import dev.parley.protocol.ServerListener;
import dev.parley.trace.event.ClosedEvent;
import dev.parley.trace.event.FrameEvent;
import dev.parley.trace.event.OpenedEvent;
import dev.parley.trace.event.TroubleEvent;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Writes into the recording what a server tells, on the thread on which it tells it. */
final class RecordingListener implements ServerListener {

  private static final String NO_CARRIER = "";

  @Override
  public void opened(long connection, SocketAddress peer) {
    int port = peer instanceof InetSocketAddress address ? address.getPort() : 0;
    new OpenedEvent(connection, port, carrier()).commit();
  }

  @Override
  public void closed(long connection, CloseReason reason) {
    new ClosedEvent(connection, reason.name(), carrier()).commit();
  }

  @Override
  public void frameIn(long connection, int type, int id, int payloadLength) {
    new FrameEvent(connection, type, id, payloadLength, carrier()).commit();
  }

  @Override
  public void frameOut(long connection, int type, int id, int payloadLength) {
    new FrameEvent(connection, type, id, payloadLength, carrier()).commit();
  }

  @Override
  public void dropped(SocketAddress peer, DropReason reason) {
    new TroubleEvent("drops a datagram: " + reason, carrier()).commit();
  }

  @Override
  public void acceptFailed(Exception failure) {
    new TroubleEvent("accept failed: " + failure.getMessage(), carrier()).commit();
  }

  /** Returns who carries the virtual thread that calls: its text is all that tells it. */
  private static String carrier() {
    Thread thread = Thread.currentThread();
    if (!thread.isVirtual()) {
      return NO_CARRIER;
    }
    String text = thread.toString();
    return text.substring(text.lastIndexOf('@') + 1);
  }
}
