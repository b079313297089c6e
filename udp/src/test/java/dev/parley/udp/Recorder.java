// SPDX-License-Identifier: Apache-2.0

package dev.parley.udp;

import static org.awaitility.Awaitility.await;

import dev.parley.protocol.DropReason;
import dev.parley.protocol.ServerListener;
import java.net.SocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Notes what a server tells. */
class Recorder implements ServerListener {

  final Queue<String> events = new ConcurrentLinkedQueue<>();

  @Override
  public void frameIn(long connection, int type, int id, int payloadLength) {
    events.add("in %d: 0x%02X %d %d".formatted(connection, type, id, payloadLength));
  }

  @Override
  public void frameOut(long connection, int type, int id, int payloadLength) {
    events.add("out %d: 0x%02X %d %d".formatted(connection, type, id, payloadLength));
  }

  @Override
  public void dropped(SocketAddress peer, DropReason reason) {
    events.add("dropped " + reason);
  }

  @Override
  public void acceptFailed(Exception failure) {
    events.add("failed: " + failure.getCause());
  }

  long count(String event) {
    return events.stream().filter(event::equals).count();
  }

  void awaitEvent(String event) {
    await().until(() -> events.contains(event));
  }
}
