// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.play;

import dev.parley.protocol.TlsFiles;
import dev.parley.protocol.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * The way to a server.
 *
 * @param transport what the server speaks
 * @param server its address
 * @param tls its certificate, where it speaks TLS
 */
public record Way(Transport transport, InetSocketAddress server, TlsFiles tls) {

  /** Connects one client. Blocks, over TLS until the handshake is done. */
  Wire open() throws IOException {
    return switch (transport) {
      case TCP -> StreamWire.connect(new Socket(), server);
      case TLS -> StreamWire.connect(sockets().createSocket(), server);
      case UDP -> DatagramWire.connect(server);
    };
  }

  private SocketFactory sockets() throws IOException {
    return TrustedServer.sockets(tls);
  }
}
