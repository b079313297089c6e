// SPDX-License-Identifier: Apache-2.0

package dev.parley.async;

import dev.parley.protocol.CloseReason;
import dev.parley.protocol.ServerListener;
import java.net.SocketAddress;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Notes what a server tells, and fails at one of its events if the test likes. */
final class Recorder implements ServerListener {

  final ConcurrentLinkedQueue<String> events = new ConcurrentLinkedQueue<>();
  volatile String failOn = "";

  @Override
  public void opened(long connection, SocketAddress peer) {
    tell("opened", "opened " + connection);
  }

  @Override
  public void closed(long connection, CloseReason reason) {
    tell("closed", "closed " + connection + " " + reason);
  }

  @Override
  public void frameIn(long connection, int type, int id, int payloadLength) {
    tell("in", "in %x %d bytes".formatted(type, payloadLength));
  }

  @Override
  public void frameOut(long connection, int type, int id, int payloadLength) {
    tell("out", "out %x %d bytes".formatted(type, payloadLength));
  }

  @Override
  public void acceptFailed(Exception failure) {
    tell("accept", "accept failed " + failure.getMessage());
  }

  private void tell(String event, String text) {
    events.add(text);
    if (event.equals(failOn)) {
      throw new IllegalStateException("a faulty listener");
    }
  }
}
