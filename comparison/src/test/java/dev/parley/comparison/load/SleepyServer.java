// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends back what it gets, byte for byte; after the first bytes it does nothing for a while. */
final class SleepyServer implements AutoCloseable {

  private final ServerSocket listener;
  private final long millis;

  SleepyServer(long millis) throws IOException {
    this.listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    this.millis = millis;
    Thread.ofPlatform().daemon().start(this::accept);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  private void accept() {
    while (true) {
      try (Socket socket = listener.accept()) {
        echo(socket.getInputStream(), socket.getOutputStream());
      } catch (IOException e) {
        if (listener.isClosed()) {
          return;
        }
      }
    }
  }

  private void echo(InputStream in, OutputStream out) throws IOException {
    byte[] bytes = new byte[4_096];
    for (int read = in.read(bytes); read > 0; read = in.read(bytes)) {
      out.write(bytes, 0, read);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
