// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.life;

import dev.parley.protocol.Endpoint;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;

/** How the fixture binds, and the mistakes in that. */
final class Binding {

  private static final int BACKLOG = 1000;

  private Binding() {}

  static ServerSocketChannel bind(InetSocketAddress address, LifeFault fault) throws IOException {
    boolean v4 = fault == LifeFault.IPV4_ONLY;
    ServerSocketChannel channel =
        v4 ? ServerSocketChannel.open(StandardProtocolFamily.INET) : ServerSocketChannel.open();
    try {
      boolean reuse = fault != LifeFault.NO_REUSE_ADDRESS;
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, reuse);
      if (fault == LifeFault.SHARES_PORT) {
        channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      }
      channel.bind(v4 ? new InetSocketAddress("0.0.0.0", address.getPort()) : address, BACKLOG);
      return channel;
    } catch (IOException e) {
      channel.close();
      boolean silent = fault == LifeFault.BIND_ERROR_WITHOUT_ADDRESS;
      throw new BindException("cannot bind" + (silent ? "" : " " + Endpoint.text(address)));
    }
  }
}
