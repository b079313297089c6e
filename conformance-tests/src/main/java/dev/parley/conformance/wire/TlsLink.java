// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * TLS over another link. An engine, not an SSLSocket: that takes a bare FIN for the end of the
 * stream, and this must tell it from close_notify (rule R13.3).
 *
 * <p>One thread may read while another writes; whoever has something to send holds {@code output}.
 */
public final class TlsLink implements Link {

  private final Link raw;
  private final SSLEngine engine;
  private final ReentrantLock output = new ReentrantLock();
  private final ByteBuffer out;
  private final ByteBuffer in;
  private ByteBuffer plain;
  private @Nullable IOException failure;

  /**
   * Makes a link and shakes hands. If that fails, it is the first thing that a read or write meets:
   * a server may refuse a client so, and the scenario judges it.
   *
   * @param engine knows which side it plays
   * @param timeout how long to wait for the handshake
   */
  public static TlsLink open(Link raw, SSLEngine engine, Duration timeout) {
    var link = new TlsLink(raw, engine);
    try {
      link.handshake(timeout);
    } catch (SocketTimeoutException e) {
      link.failure = new SSLException("no handshake within %d ms".formatted(timeout.toMillis()), e);
    } catch (IOException e) {
      link.failure = e;
    }
    return link;
  }

  private TlsLink(Link raw, SSLEngine engine) {
    this.raw = raw;
    this.engine = engine;
    int record = engine.getSession().getPacketBufferSize();
    this.out = ByteBuffer.allocate(record);
    this.in = ByteBuffer.allocate(2 * record).flip();
    this.plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()).flip();
  }

  private void handshake(Duration timeout) throws IOException {
    long deadline = System.nanoTime() + timeout.toNanos();
    engine.beginHandshake();
    while (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
      if (needsUnwrap()) {
        unwrapOne(deadline);
      } else {
        answer();
      }
    }
  }

  /** Returns why the handshake failed, if it did. */
  public Optional<IOException> handshakeFailure() {
    return Optional.ofNullable(failure);
  }

  /** Returns the engine, for what was agreed upon. */
  public SSLEngine engine() {
    return engine;
  }

  /**
   * Changes the keys in mid-stream (KeyUpdate), which TLS 1.3 has; asks the peer to do the same.
   */
  public void updateKeys() throws IOException {
    engine.beginHandshake();
    answer();
  }

  private void requireOpen() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length, int timeoutMillis) throws IOException {
    requireOpen();
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    while (!plain.hasRemaining()) {
      if (engine.isInboundDone()) {
        return -1;
      }
      unwrapOne(deadline);
      answer();
    }
    int count = Math.min(length, plain.remaining());
    plain.get(buffer, offset, count);
    return count;
  }

  /** Decrypts one record, for which it may have to wait. */
  private void unwrapOne(long deadline) throws IOException {
    plain.compact();
    SSLEngineResult result = engine.unwrap(in, plain);
    plain.flip();
    switch (result.getStatus()) {
      case BUFFER_UNDERFLOW -> receive(deadline);
      case BUFFER_OVERFLOW -> plain = larger(plain);
      case OK, CLOSED -> {}
    }
  }

  private void receive(long deadline) throws IOException {
    long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    in.compact();
    try {
      int count = raw.read(in.array(), in.position(), in.remaining(), (int) Math.max(1, millis));
      if (count < 0) {
        throw new TruncatedException();
      }
      in.position(in.position() + count);
    } finally {
      in.flip();
    }
  }

  private ByteBuffer larger(ByteBuffer old) {
    int size = engine.getSession().getApplicationBufferSize() + old.remaining();
    return ByteBuffer.allocate(size).put(old).flip();
  }

  /** Does what the engine asks for beside reading: work, and messages of its own. */
  private void answer() throws IOException {
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> runTasks();
        case NEED_WRAP -> wrap(ByteBuffer.allocate(0));
        default -> {
          return;
        }
      }
    }
  }

  private boolean needsUnwrap() {
    HandshakeStatus status = engine.getHandshakeStatus();
    return status == HandshakeStatus.NEED_UNWRAP || status == HandshakeStatus.NEED_UNWRAP_AGAIN;
  }

  private void runTasks() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    requireOpen();
    ByteBuffer source = ByteBuffer.wrap(bytes, offset, length);
    while (source.hasRemaining()) {
      wrap(source);
    }
  }

  /** Encrypts one record and sends it. Blocks while the peer does not take it. */
  private void wrap(ByteBuffer source) throws IOException {
    output.lock();
    try {
      Status status = engine.wrap(source, out.clear()).getStatus();
      raw.write(out.array(), 0, out.position());
      if (status == Status.CLOSED && source.hasRemaining()) {
        throw new SSLException("the TLS connection has ended");
      }
    } finally {
      output.unlock();
    }
  }

  /** Sends close_notify; no FIN follows until the close. */
  @Override
  public void endOutput() throws IOException {
    engine.closeOutbound();
    while (!engine.isOutboundDone()) {
      wrap(ByteBuffer.allocate(0));
    }
  }

  /** Ends the connection below TLS, without a word to it. */
  public void endRaw() throws IOException {
    raw.endOutput();
  }

  /** Returns whether the connection below TLS ends, in whatever way, within a time. */
  public boolean endsRaw(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    byte[] discarded = new byte[1024];
    try {
      int count = 0;
      while (count >= 0) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          return false;
        }
        count = raw.read(discarded, 0, discarded.length, (int) left);
      }
      return true;
    } catch (SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  @Override
  public void reset() throws IOException {
    raw.reset();
  }

  /** Says goodbye, unless a write is stuck, and closes. */
  @Override
  public void close() throws IOException {
    if (failure == null && output.tryLock()) {
      try {
        endOutput();
      } catch (IOException e) {
        // The peer was faster with its own end.
      } finally {
        output.unlock();
      }
    }
    raw.close();
  }

  @Override
  public String toString() {
    return failure == null
        ? raw + " by " + engine.getSession().getProtocol()
        : raw + ", TLS handshake failed: " + failure.getMessage();
  }

  /** A FIN where TLS had not ended: whoever sits between could have cut the stream. */
  public static final class TruncatedException extends SSLException {

    private static final long serialVersionUID = 1L;

    TruncatedException() {
      super("a FIN without close_notify");
    }
  }
}
