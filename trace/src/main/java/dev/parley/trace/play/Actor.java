// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.play;

import dev.parley.protocol.FrameEncoder;
import dev.parley.protocol.FrameType;
import dev.parley.trace.event.AwaitEvent;
import dev.parley.trace.event.SendEvent;
import dev.parley.trace.event.VisitEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** Plays one client's part, once. What it does is recorded, seen from its own side. */
final class Actor implements Callable<Role> {

  private static final byte[] TEXT = {'p', 'a', 'r', 'l', 'e', 'y'};

  private final Role role;
  private final Script script;
  private final Way way;
  private final CountDownLatch before;
  private final CountDownLatch came;
  private int requests;

  /**
   * Makes one.
   *
   * @param before reaches zero when the client before this one is connected
   * @param came is to reach zero when this one is
   */
  Actor(Role role, Script script, Way way, CountDownLatch before, CountDownLatch came) {
    this.role = role;
    this.script = script;
    this.way = way;
    this.before = before;
    this.came = came;
  }

  @Override
  public Role call() throws IOException, InterruptedException {
    try {
      before.await();
      script.awaitTurn(role);
      visit();
      return role;
    } finally {
      came.countDown(); // also where there is no way to the server
    }
  }

  private void visit() throws IOException, InterruptedException {
    var visit = new VisitEvent(role.name());
    visit.begin();
    try (Wire wire = way.open()) {
      visit.from(wire.port());
      came.countDown();
      play(wire);
    } finally {
      visit.commit();
    }
  }

  private void play(Wire wire) throws IOException, InterruptedException {
    switch (role) {
      case SLOW -> {
        ask(wire, FrameType.ECHO, TEXT, Script.DRIP_MILLIS);
        script.pause(Script.LINGER_MILLIS);
      }
      case ORDINARY -> {
        for (int count = 1; count <= Script.ECHOES; count++) {
          ask(wire, FrameType.ECHO, TEXT, 0);
          script.pause(count < Script.ECHOES ? Script.PAUSE_MILLIS : 0);
        }
      }
      case DELAY -> ask(wire, FrameType.DELAY, delay(), 0);
    }
  }

  private byte[] delay() {
    int millis = (int) script.paced(Script.DELAY_MILLIS).toMillis();
    return ByteBuffer.allocate(Integer.BYTES).putInt(millis).array();
  }

  /** Sends one request and waits for its reply. */
  private void ask(Wire wire, int type, byte[] payload, int dripMillis)
      throws IOException, InterruptedException {
    int id = role.id(++requests);
    byte[] frame = FrameEncoder.frame(type, id, payload).array();
    var send = new SendEvent(role.name(), type, id);
    send.begin();
    send(wire, frame, dripMillis);
    send.commit();
    var await = new AwaitEvent(role.name(), type, id);
    await.begin();
    int answered = wire.awaitReply();
    await.commit();
    if (answered != id) {
      throw new IOException("the reply to id %d has id %d".formatted(id, answered));
    }
  }

  private void send(Wire wire, byte[] frame, int dripMillis)
      throws IOException, InterruptedException {
    if (dripMillis == 0 || !wire.isStream()) {
      // A datagram cannot drip: it leaves when its last byte would have.
      script.pause(dripMillis * (frame.length - 1));
      wire.send(frame, 0, frame.length);
      return;
    }
    for (int at = 0; at < frame.length; at++) {
      script.pause(at == 0 ? 0 : dripMillis);
      wire.send(frame, at, 1);
    }
  }
}
