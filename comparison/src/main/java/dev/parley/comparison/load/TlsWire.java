// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.load;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/** TLS over a socket. */
final class TlsWire implements Wire {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SocketChannel channel;
  private final SSLEngine engine;

  /** Records that were read; ready to be unwrapped. */
  private ByteBuffer in = NOTHING;

  /** Records to be written. */
  private ByteBuffer out = NOTHING;

  private boolean more;

  TlsWire(SocketChannel channel, SSLEngine engine) {
    this.channel = channel;
    this.engine = engine;
  }

  /** Does the handshake; waits until then. */
  void handshake(Waiter waiter) throws IOException {
    engine.beginHandshake();
    ByteBuffer none = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_WRAP -> flush(waiter);
        case NEED_TASK -> engine.getDelegatedTask().run();
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> await(none, waiter);
        case FINISHED, NOT_HANDSHAKING -> {
          return;
        }
      }
    }
  }

  private void flush(Waiter waiter) throws IOException {
    while (!write(NOTHING)) {
      waiter.await(channel, SelectionKey.OP_WRITE);
    }
  }

  private void await(ByteBuffer none, Waiter waiter) throws IOException {
    int read = read(none);
    if (read < 0) {
      throw new EOFException("the server ended the handshake");
    }
    if (engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP) {
      waiter.await(channel, SelectionKey.OP_READ);
    }
  }

  @Override
  public SocketChannel channel() {
    return channel;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int before = into.position();
    boolean ended = !more && fill() < 0;
    more = false;
    while (in.hasRemaining()) {
      SSLEngineResult result = engine.unwrap(in, into);
      if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
        more = true;
        break;
      }
      ended |= result.getStatus() == SSLEngineResult.Status.CLOSED;
      if (result.bytesConsumed() == 0 || result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
        break;
      }
    }
    int got = into.position() - before;
    return got == 0 && ended ? -1 : got;
  }

  /** Reads records behind those that are there. */
  private int fill() throws IOException {
    if (in.capacity() == 0) {
      in = ByteBuffer.allocateDirect(4 * engine.getSession().getPacketBufferSize()).limit(0);
    }
    in.compact();
    int read = channel.read(in);
    in.flip();
    return read;
  }

  @Override
  public boolean hasMore() {
    return more;
  }

  @Override
  public boolean write(ByteBuffer from) throws IOException {
    do {
      if (!out.hasRemaining()) {
        wrap(from);
      }
      channel.write(out);
    } while (!out.hasRemaining() && from.hasRemaining());
    return !out.hasRemaining() && !from.hasRemaining();
  }

  private void wrap(ByteBuffer from) throws IOException {
    if (out.capacity() == 0) {
      out = ByteBuffer.allocateDirect(4 * engine.getSession().getPacketBufferSize());
    }
    out.clear();
    int room = engine.getSession().getPacketBufferSize();
    do {
      engine.wrap(from, out);
    } while (out.remaining() >= room
        && (from.hasRemaining() || engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP));
    out.flip();
  }

  @Override
  public void rest() {
    in = in.hasRemaining() ? in : NOTHING;
    out = out.hasRemaining() ? out : NOTHING;
  }

  @Override
  public void close() throws IOException {
    PlainWire.reset(channel);
  }
}
