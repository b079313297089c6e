// SPDX-License-Identifier: Apache-2.0

package own;

import dev.parley.protocol.Server;
import dev.parley.protocol.ServerOptions;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** The beginning of a server: it answers an ECHO, and refuses whatever else. */
final class OwnServer implements Server {

  private static final int ECHO = 0x01;
  private static final int ERROR = 0xFF;
  private static final int UNKNOWN_TYPE = 2;

  private final ServerOptions options;
  private final ServerSocket listener;

  OwnServer(ServerOptions options) {
    this.options = options;
    try {
      listener = new ServerSocket();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void start() throws IOException {
    listener.bind(options.address(), options.backlog());
    Thread.ofVirtual().start(this::accept);
  }

  @Override
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private static void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var in = new DataInputStream(socket.getInputStream());
      var out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
      while (true) {
        byte[] payload = new byte[in.readInt()];
        int type = in.readUnsignedByte();
        int id = in.readInt();
        in.readFully(payload);
        answer(out, type, id, payload);
      }
    } catch (EOFException e) {
      // The client has ended.
    } catch (IOException e) {
      // It is gone.
    }
  }

  private static void answer(DataOutputStream out, int type, int id, byte[] payload)
      throws IOException {
    boolean known = type == ECHO;
    out.writeInt(known ? payload.length : 1);
    out.writeByte(known ? type | 0x80 : ERROR);
    out.writeInt(id);
    if (known) {
      out.write(payload);
    } else {
      out.writeByte(UNKNOWN_TYPE);
    }
    out.flush();
  }
}
