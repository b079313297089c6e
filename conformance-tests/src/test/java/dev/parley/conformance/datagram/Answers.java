// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.datagram;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What the fixture answers, and when. */
final class Answers implements AutoCloseable {

  private static final int HEADER = 9;
  private static final int LARGEST = 65_498;
  private static final int MOST = 1_024;
  private static final long MOST_BYTES = 16L << 20;

  private final DatagramSocket socket;
  private final ServerOptions options;
  private final DatagramFault fault;
  private final Set<Integer> seen = new HashSet<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong waitingBytes = new AtomicLong();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, task -> Thread.ofPlatform().daemon().name("datagram-delays").unstarted(task));

  Answers(DatagramSocket socket, ServerOptions options, DatagramFault fault) {
    this.socket = socket;
    this.options = options;
    this.fault = fault;
  }

  /** Waits until no DELAY waits, or until a deadline. */
  void awaitAll(long deadline) throws InterruptedException {
    synchronized (waiting) {
      long left = deadline - System.nanoTime();
      while (waiting.get() > 0 && left > 0) {
        TimeUnit.NANOSECONDS.timedWait(waiting, left);
        left = deadline - System.nanoTime();
      }
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  void take(DatagramPacket packet) throws IOException {
    byte[] buffer = packet.getData();
    int size = packet.getLength();
    if (size < HEADER) {
      if (fault == DatagramFault.DIES_OF_SHORT) {
        throw new IllegalStateException("too short");
      }
      return;
    }
    ByteBuffer header = ByteBuffer.wrap(buffer);
    long length = Integer.toUnsignedLong(header.getInt(0));
    int type = Byte.toUnsignedInt(buffer[4]);
    if (!isWhole(length, size)) {
      refuse(1, buffer, packet.getSocketAddress());
      return;
    }
    byte[] frame = Arrays.copyOf(buffer, HEADER + (int) length);
    if (type == 1 || (fault == DatagramFault.REFLECTS && type > 2)) {
      answer(frame, packet);
    } else if (type == 2) {
      delay(frame, packet.getSocketAddress());
    } else {
      refuse(2, buffer, packet.getSocketAddress());
    }
  }

  private boolean isWhole(long length, int size) {
    int largest = fault == DatagramFault.NO_LARGEST_PAYLOAD ? Integer.MAX_VALUE : LARGEST;
    boolean fits = length <= Math.min(options.maximumPayload(), largest);
    return fits
        && switch (fault) {
          case TRUSTS_THE_LENGTH -> true;
          case IGNORES_WHAT_IS_BEHIND -> size >= HEADER + length;
          default -> size == HEADER + length;
        };
  }

  private void refuse(int code, byte[] request, SocketAddress peer) throws IOException {
    if (fault == DatagramFault.ANSWERS_WITH_ERROR) {
      byte[] reason = ".no such type".getBytes(UTF_8);
      reason[0] = (byte) code;
      ByteBuffer error = ByteBuffer.allocate(HEADER + reason.length).putInt(reason.length);
      error.put((byte) 0xFF).put(request, 5, 4).put(reason);
      send(error.array(), peer);
    }
  }

  private void answer(byte[] frame, DatagramPacket packet) throws IOException {
    if (fault == DatagramFault.REMEMBERS && !seen.add(Arrays.hashCode(frame))) {
      return;
    }
    reply(frame, packet.getSocketAddress());
    if (fault == DatagramFault.DIES_OF_ICMP && isGone(packet.getSocketAddress())) {
      throw new PortUnreachableException("the client is gone");
    }
  }

  /** A client's port can be bound again when the client is gone. */
  private static boolean isGone(SocketAddress peer) {
    try (var again = new DatagramSocket(peer)) {
      return again.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private void delay(byte[] frame, SocketAddress peer) throws IOException {
    if (frame.length < HEADER + 4) {
      refuse(3, frame, peer);
      return;
    }
    long millis = Integer.toUnsignedLong(ByteBuffer.wrap(frame).getInt(HEADER));
    if (millis > options.maximumDelay().toMillis() && fault != DatagramFault.ANY_DELAY) {
      refuse(3, frame, peer);
    } else if (fault == DatagramFault.DELAY_IN_LOOP) {
      sleep(millis);
      reply(frame, peer);
    } else if (takes(frame)) {
      keep(frame, peer, millis);
    } else if (fault == DatagramFault.EVICTS_WHO_WAITS && waiting.get() == MOST) {
      forgetTheNext(frame);
      keep(frame, peer, millis);
    }
  }

  private void forgetTheNext(byte[] frame) {
    Runnable next = timer.getQueue().peek();
    if (next != null && timer.remove(next)) {
      answered(frame);
    }
  }

  private boolean takes(byte[] frame) {
    return (waiting.get() < MOST || fault == DatagramFault.UNBOUNDED_NUMBER)
        && (waitingBytes.get() + frame.length <= MOST_BYTES
            || fault == DatagramFault.UNBOUNDED_BYTES);
  }

  private void keep(byte[] frame, SocketAddress peer, long millis) {
    waiting.incrementAndGet();
    waitingBytes.addAndGet(frame.length);
    boolean inTurn = fault == DatagramFault.ONE_DELAY_AT_A_TIME;
    boolean atOnce = fault == DatagramFault.NO_DELAY || inTurn;
    Future<?> _ =
        timer.schedule(
            () -> {
              if (inTurn) {
                sleep(millis);
              }
              try {
                reply(frame, peer);
              } finally {
                answered(frame);
              }
              return 0;
            },
            atOnce ? 0 : millis,
            TimeUnit.MILLISECONDS);
  }

  private void answered(byte[] frame) {
    waitingBytes.addAndGet(-frame.length);
    synchronized (waiting) {
      waiting.decrementAndGet();
      waiting.notifyAll();
    }
  }

  private void reply(byte[] frame, SocketAddress peer) throws IOException {
    if (fault != DatagramFault.REQUEST_TYPE_BACK) {
      frame[4] |= (byte) 0x80;
    }
    if (fault == DatagramFault.ID_NOT_COPIED) {
      ByteBuffer.wrap(frame).putInt(5, 0);
    }
    int length = fault == DatagramFault.WHOLE_BUFFER_BACK ? 2_000 : frame.length;
    send(Arrays.copyOf(frame, Math.max(frame.length, length)), peer);
  }

  private void send(byte[] bytes, SocketAddress peer) throws IOException {
    var packet = new DatagramPacket(bytes, bytes.length, peer);
    if (fault == DatagramFault.ANOTHER_ADDRESS) {
      try (var another = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
        another.send(packet);
      }
    } else {
      socket.send(packet);
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
