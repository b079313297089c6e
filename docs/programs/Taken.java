// SPDX-License-Identifier: Apache-2.0
// See docs/ports.md.

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;

/** Who can hold a port, and whether a server gets it nevertheless. */
public class Taken {

  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  /** Brings somebody to a port. */
  private interface Holder {
    /** Returns what is to be kept open meanwhile. */
    List<? extends Closeable> come(ServerSocket old) throws IOException;
  }

  public static void main(String[] args) throws IOException {
    System.out.println("SO_REUSEADDR of the new server:                   off      on");
    row("nobody", true, Taken::nobody);
    row("a server that listens", true, List::of);
    row("one that listens at all addresses", true, Taken::everywhere);
    row("one that listens at another address", true, Taken::elsewhere);
    row("a connection, its server is gone", true, Taken::open);
    row("a connection that the client closed first", true, old -> closed(old, false));
    row("a connection that the server closed first", true, old -> closed(old, true));
    row("the same, and the old server had the option off", false, old -> closed(old, true));
    row("a connection that the server has reset", false, Taken::reset);
    row("a client of somebody else, as its own port", true, Taken::ownPort);
  }

  private static void row(String who, boolean before, Holder holder) throws IOException {
    System.out.printf(
        "%-48s  %-7s  %s%n", who, bind(before, holder, false), bind(before, holder, true));
  }

  /** Returns whether a new server gets a port. */
  private static String bind(boolean before, Holder holder, boolean now) throws IOException {
    try (ServerSocket old = listen(before, HERE, 0)) {
      InetAddress address = old.getInetAddress();
      List<? extends Closeable> kept = holder.come(old);
      try (ServerSocket next = listen(now, address, old.getLocalPort())) {
        return "free";
      } catch (IOException e) {
        return "in use";
      } finally {
        for (Closeable socket : kept) {
          socket.close();
        }
      }
    }
  }

  private static ServerSocket listen(boolean reuse, InetAddress address, int port)
      throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.setReuseAddress(reuse);
      server.bind(new InetSocketAddress(address, port));
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  private static List<Closeable> nobody(ServerSocket old) throws IOException {
    old.close();
    return List.of();
  }

  private static List<Closeable> everywhere(ServerSocket old) throws IOException {
    old.close();
    return List.of(listen(true, new InetSocketAddress(0).getAddress(), old.getLocalPort()));
  }

  private static List<Closeable> elsewhere(ServerSocket old) throws IOException {
    old.close();
    return List.of(listen(true, InetAddress.getByName("127.0.0.2"), old.getLocalPort()));
  }

  private static List<Closeable> open(ServerSocket old) throws IOException {
    Socket client = new Socket(HERE, old.getLocalPort());
    Socket accepted = old.accept();
    old.close();
    return List.of(client, accepted);
  }

  private static List<Closeable> closed(ServerSocket old, boolean byServer) throws IOException {
    Socket client = new Socket(HERE, old.getLocalPort());
    Socket accepted = old.accept();
    Socket first = byServer ? accepted : client;
    Socket second = byServer ? client : accepted;
    first.close();
    second.getInputStream().read(); // the end
    second.close();
    old.close();
    return List.of();
  }

  private static List<Closeable> reset(ServerSocket old) throws IOException {
    Socket client = new Socket(HERE, old.getLocalPort());
    Socket accepted = old.accept();
    accepted.setSoLinger(true, 0);
    accepted.close();
    old.close();
    return List.of(client);
  }

  /** The system gives out ports to clients, and does not ask what they are meant for. */
  private static List<Closeable> ownPort(ServerSocket old) throws IOException {
    int port = old.getLocalPort();
    old.close();
    ServerSocket elsewhere = listen(true, HERE, 0);
    Socket client = new Socket(HERE, elsewhere.getLocalPort(), HERE, port);
    return List.of(elsewhere, client);
  }
}
