// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/** A client whose records arrive in pieces that it chooses. */
@SuppressWarnings("ByteBufferBackingArray") // allocated whole: offset 0
final class CuttingClient {

  private final Socket socket;
  private final TlsEngine engine;
  private final int most;
  private final ByteBuffer toSend = ByteBuffer.allocate(100_000);
  private final ByteBuffer received = ByteBuffer.allocate(100_000).flip();

  CuttingClient(Socket socket, TlsContext tls, int most) throws IOException {
    this.socket = socket;
    this.most = most;
    this.engine =
        new TlsEngine(tls.clientEngine((InetSocketAddress) socket.getRemoteSocketAddress()));
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(10_000);
  }

  /** Shakes hands, and sends data together with the last record of that. */
  void shakeHands(byte[] data) throws IOException {
    TlsEngine.Need need = engine.handshake(received, toSend);
    while (need != TlsEngine.Need.NOTHING) {
      if (need == TlsEngine.Need.TASK) {
        engine.runTasks();
      } else {
        flush();
        fill();
      }
      need = engine.handshake(received, toSend);
    }
    send(data);
  }

  void send(byte[] data) throws IOException {
    engine.encrypt(ByteBuffer.wrap(data), toSend);
    flush();
  }

  byte[] read(int length) throws IOException {
    ByteBuffer data = ByteBuffer.allocate(100_000);
    engine.decrypt(received, data, toSend);
    while (data.position() < length) {
      fill();
      engine.decrypt(received, data, toSend);
    }
    return Wire.bytes(data.flip());
  }

  private void flush() throws IOException {
    toSend.flip();
    while (toSend.hasRemaining()) {
      byte[] piece = new byte[Math.min(most, toSend.remaining())];
      toSend.get(piece);
      socket.getOutputStream().write(piece);
    }
    toSend.clear();
  }

  private void fill() throws IOException {
    received.compact();
    int count =
        socket.getInputStream().read(received.array(), received.position(), received.remaining());
    if (count < 0) {
      throw TlsEngine.truncated();
    }
    received.position(received.position() + count).flip();
  }
}
