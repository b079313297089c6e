// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import dev.parley.blocking.Layer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * TLS over a socket, for {@link dev.parley.blocking.Connection} and its client. The socket under it
 * stays in their hands: a reset goes past TLS, which would first want to say goodbye.
 */
final class SocketLayer {

  private SocketLayer() {}

  /** Returns the layer of the connections that a server accepts. */
  static Layer ofServer(TlsContext tls) {
    SSLSocketFactory factory = tls.context().getSocketFactory();
    return socket -> {
      // false: a layer that fails leaves the socket open, so that its alert can be waited behind.
      SSLSocket layer = (SSLSocket) factory.createSocket(socket, null, false);
      return shakeHands(layer, tls);
    };
  }

  /** Returns the layer of a client's connection; the peer's certificate has to be the peer's. */
  static Layer ofClient(TlsContext tls, InetSocketAddress peer) {
    SSLSocketFactory factory = tls.context().getSocketFactory();
    return socket -> {
      SSLSocket layer =
          (SSLSocket) factory.createSocket(socket, peer.getHostString(), peer.getPort(), true);
      shakeHands(layer, tls);
      return layer;
    };
  }

  private static Socket shakeHands(SSLSocket layer, TlsContext tls) throws IOException {
    layer.setSSLParameters(tls.parameters());
    layer.startHandshake(); // blocks
    return layer;
  }
}
