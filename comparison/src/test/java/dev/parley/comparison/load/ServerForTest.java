// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.load;

import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import dev.parley.protocol.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.UnaryOperator;

/** A server of a style, in the test's own process, on a free port. */
final class ServerForTest implements AutoCloseable {

  private final Style style;
  private final Server server;

  ServerForTest(String name) throws IOException {
    this(name, options -> options);
  }

  ServerForTest(String name, UnaryOperator<ServerOptions.Builder> change) throws IOException {
    this(name, change, ServerListener.NONE);
  }

  ServerForTest(String name, UnaryOperator<ServerOptions.Builder> change, ServerListener listener)
      throws IOException {
    this.style = Style.all().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    var anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    ServerOptions options =
        change.apply(ServerOptions.defaults().toBuilder().address(anyPort)).build();
    this.server = style.server(style.complete(options), listener);
    server.start();
  }

  Transport transport() {
    return style.transport();
  }

  InetSocketAddress address() {
    return server.address();
  }

  Generator generator() {
    return new Generator(transport(), address(), ProcessHandle.current());
  }

  @Override
  public void close() {
    server.close();
  }
}
