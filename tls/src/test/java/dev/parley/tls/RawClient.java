// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.TlsFiles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A client that does what the test says, also what no good client does. */
final class RawClient implements AutoCloseable {

  /** The socket under TLS. */
  final Socket plain = new Socket();

  final SSLSocket socket;

  private RawClient(TlsContext tls, InetSocketAddress server) throws IOException {
    plain.connect(server);
    plain.setSoTimeout(10_000);
    plain.setTcpNoDelay(true);
    socket =
        (SSLSocket)
            tls.context()
                .getSocketFactory()
                .createSocket(plain, "localhost", server.getPort(), true);
  }

  /** Returns what clients share whose sessions are to be resumed. */
  static TlsContext context(TlsFiles files, InetSocketAddress server) {
    return TlsContext.ofClient(ClientOptions.to(server).withTls(files).withoutVerification());
  }

  /** Connects without a handshake. */
  static RawClient connect(TlsContext tls, InetSocketAddress server) throws IOException {
    return new RawClient(tls, server);
  }

  /** Connects, with the handshake done. */
  static RawClient open(InetSocketAddress server, String... protocols) throws IOException {
    return open(context(TlsFiles.NONE, server), server, protocols);
  }

  static RawClient open(TlsContext tls, InetSocketAddress server, String... protocols)
      throws IOException {
    RawClient client = connect(tls, server);
    client.socket.setEnabledProtocols(protocols);
    return client.shakeHands();
  }

  RawClient offering(String... applicationProtocols) {
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(applicationProtocols);
    socket.setSSLParameters(parameters);
    return this;
  }

  RawClient shakeHands() throws IOException {
    socket.startHandshake();
    return this;
  }

  RawClient send(byte[]... parts) throws IOException {
    socket.getOutputStream().write(Wire.join(parts));
    return this;
  }

  RawClient expect(byte[]... parts) throws IOException {
    byte[] all = Wire.join(parts);
    assertThat(socket.getInputStream().readNBytes(all.length)).isEqualTo(all);
    return this;
  }

  /** Sends close_notify; under TLS 1.3 that ends our side only. */
  RawClient endOutput() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Expects the end of the stream: close_notify, which alone sets the engine's inbound done. */
  void expectEnd() throws IOException {
    assertThat(socket.getInputStream().read()).isEqualTo(-1);
  }

  /** Expects the end of the connection, in whatever way. */
  void expectGone() throws IOException {
    try {
      while (plain.getInputStream().read() >= 0) {
        // Alerts and what else there is.
      }
    } catch (java.net.SocketException e) {
      assertThat(e).hasMessageContaining("reset");
    }
  }

  @Override
  public void close() throws IOException {
    plain.close();
  }
}
