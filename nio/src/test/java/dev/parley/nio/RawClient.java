// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;

/** A client that sends and expects bytes, be they Parley or not. */
final class RawClient implements AutoCloseable {

  private static final int LONG_MILLIS = 10_000;

  final Socket socket = new Socket();

  RawClient(InetSocketAddress server) throws IOException {
    this(server, 0);
  }

  /** Connects with a receive buffer of that many bytes; 0: the system's choice. */
  RawClient(InetSocketAddress server, int receiveBuffer) throws IOException {
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.connect(server);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(LONG_MILLIS);
  }

  RawClient send(byte[]... frames) throws IOException {
    socket.getOutputStream().write(Wire.join(frames));
    return this;
  }

  void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  RawClient expect(byte[]... frames) throws IOException {
    byte[] expected = Wire.join(frames);
    assertThat(socket.getInputStream().readNBytes(expected.length)).isEqualTo(expected);
    return this;
  }

  void expectEnd() throws IOException {
    assertThat(socket.getInputStream().read()).isEqualTo(-1);
  }

  void expectReset() {
    assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
  }

  /** Makes the server see a reset. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Closes before the test is over. */
  void leave() throws IOException {
    close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
