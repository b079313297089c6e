// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.secure;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** An engine over a socket, for one thread. */
final class Records {

  /** A FIN where TLS had not ended. */
  static final class Truncated extends SSLException {

    private static final long serialVersionUID = 1L;

    Truncated() {
      super("truncated");
    }
  }

  private final Socket socket;
  private final SSLEngine engine;
  private final SecureFault fault;
  private final ByteBuffer in;
  private boolean ready;

  Records(Socket socket, SSLEngine engine, SecureFault fault) {
    this.socket = socket;
    this.engine = engine;
    this.fault = fault;
    this.in = ByteBuffer.allocate(8 * engine.getSession().getPacketBufferSize()).flip();
  }

  void handshake(long start, Duration timeout) throws IOException {
    engine.beginHandshake();
    while (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
      if (engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP) {
        boolean anew = fault == SecureFault.HANDSHAKE_CLOCK_FOR_EACH_READ;
        limit((anew ? System.nanoTime() : start) + timeout.toNanos());
        unwrap();
      } else {
        settle();
      }
    }
    ready = true;
    socket.setSoTimeout(0);
  }

  private void limit(long deadline) throws IOException {
    long left = Math.ceilDiv(deadline - System.nanoTime(), 1_000_000L);
    if (fault != SecureFault.NO_HANDSHAKE_CLOCK && left <= 0) {
      throw new SocketTimeoutException("handshake");
    }
    socket.setSoTimeout(fault == SecureFault.NO_HANDSHAKE_CLOCK ? 0 : (int) left);
  }

  /** Waits for what the peer says; null at its close_notify. */
  byte @Nullable [] read() throws IOException {
    if (fault == SecureFault.ONE_RECORD_FOR_EACH_READ) {
      receive();
    }
    while (!engine.isInboundDone()) {
      byte[] plain = unwrap();
      settle();
      if (plain.length > 0) {
        return plain;
      }
    }
    return null;
  }

  /** Returns what one record says: nothing, where it is not whole, or TLS's own. */
  private byte[] unwrap() throws IOException {
    ByteBuffer plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    SSLEngineResult result = engine.unwrap(in, plain);
    if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
      receive();
    }
    boolean mid = ready && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
    if (mid && fault == SecureFault.REFUSES_NEW_KEYS && !engine.isInboundDone()) {
      throw new SSLException("no second handshake");
    }
    return Arrays.copyOf(plain.array(), plain.position());
  }

  private void receive() throws IOException {
    if (fault == SecureFault.DROPS_PARTIAL_RECORD) {
      in.clear();
    } else {
      in.compact();
    }
    int count = socket.getInputStream().read(in.array(), in.position(), in.remaining());
    if (count < 0) {
      throw new Truncated();
    }
    in.position(in.position() + count).flip();
  }

  private void settle() throws IOException {
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> engine.getDelegatedTask().run();
        case NEED_WRAP -> wrap(ByteBuffer.allocate(0));
        default -> {
          return;
        }
      }
    }
  }

  void write(byte[] bytes) throws IOException {
    if (fault == SecureFault.WRITES_AROUND_THE_ENGINE) {
      socket.getOutputStream().write(bytes);
      return;
    }
    ByteBuffer plain = ByteBuffer.wrap(bytes);
    do {
      wrap(plain);
    } while (plain.hasRemaining() && fault != SecureFault.WRAPS_ONCE);
  }

  private void wrap(ByteBuffer plain) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(plain, out);
    socket.getOutputStream().write(out.array(), 0, out.position());
  }

  /** Sends close_notify and FIN. */
  void end() throws IOException {
    if (fault != SecureFault.NO_CLOSE_NOTIFY) {
      engine.closeOutbound();
      while (!engine.isOutboundDone()) {
        wrap(ByteBuffer.allocate(0));
      }
    }
    if (fault != SecureFault.CLOSE_NOTIFY_IS_ALL) {
      socket.shutdownOutput();
    }
  }

  boolean hasMore() throws IOException {
    return in.hasRemaining() || socket.getInputStream().available() > 0;
  }
}
