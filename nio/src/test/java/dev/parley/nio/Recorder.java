// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import static org.awaitility.Awaitility.await;

import dev.parley.protocol.CloseReason;
import dev.parley.protocol.ServerListener;
import java.net.SocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Notes what a server tells. */
class Recorder implements ServerListener {

  final Queue<String> events = new ConcurrentLinkedQueue<>();
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();

  @Override
  public void opened(long connection, SocketAddress peer) {
    events.add("opened " + connection);
  }

  @Override
  public void closed(long connection, CloseReason reason) {
    events.add("closed " + connection + " " + reason);
  }

  @Override
  public void frameIn(long connection, int type, int id, int payloadLength) {
    requests.add("read " + connection + " " + id);
  }

  @Override
  public void acceptFailed(Exception failure) {
    events.add("failed: " + failure.getMessage());
  }

  void awaitEvent(String event) {
    await().until(() -> events.contains(event));
  }

  void awaitRequest(long connection, int id) {
    await().until(() -> requests.contains("read " + connection + " " + id));
  }
}
