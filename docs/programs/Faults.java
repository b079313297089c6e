// SPDX-License-Identifier: Apache-2.0
// See docs/timeouts.md.

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** What goes wrong on a connection, and what Java says then: of a Socket, and of a channel. */
public class Faults {

  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final int PATIENCE = 200; // ms

  public static void main(String[] args) throws InterruptedException {
    Thread.startVirtualThread(Faults::tell).join(); // virtual, to be interrupted in mid-read
  }

  private static void tell() {
    System.out.println("%-34s %-46s %s".formatted("", "Socket", "SocketChannel"));
    try {
      addresses();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    onSocket("read, nothing comes in time", (own, peer) -> {
      own.setSoTimeout(PATIENCE);
      return own.getInputStream().read();
    });
    both("read, the peer has closed", (own, peer) -> after(peer.close, own.read));
    onSocket("readInt, the peer has closed", (own, peer) -> {
      peer.close();
      return new DataInputStream(own.getInputStream()).readInt();
    });
    both("read, the peer has reset", (own, peer) -> after(peer.reset, own.read));
    both("write, the peer has closed", (own, peer) -> after(peer.close, own.write));
    both("and again", (own, peer) -> after(peer.close, () -> untilItFails(own.write)));
    both("write, the peer has reset",
        (own, peer) -> after(peer.reset, () -> untilItFails(own.write)));
    both("write, the own output is shut down", (own, peer) -> after(own.shutdownOutput, own.write));
    both("read, closed before", (own, peer) -> after(own.close, own.read));
    both("read, closed meanwhile", (own, peer) -> during(own.read, own.close));
    both("read, the thread is interrupted",
        (own, peer) -> during(own.read, Thread.currentThread()::interrupt));
  }

  private static void addresses() throws IOException {
    try (ServerSocket listener = listen(ANY_PORT)) {
      InetSocketAddress taken = (InetSocketAddress) listener.getLocalSocketAddress();
      row("bind, the port is taken",
          () -> listen(taken), () -> ServerSocketChannel.open().bind(taken));
    }
    InetSocketAddress foreign = new InetSocketAddress("192.0.2.1", 0); // for examples: RFC 5737
    row("bind, the address is not ours",
        () -> listen(foreign), () -> ServerSocketChannel.open().bind(foreign));
    try (Socket bound = new Socket()) {
      bound.bind(ANY_PORT); // taken, so that nobody can come to listen there
      SocketAddress nobody = bound.getLocalSocketAddress();
      row("connect, nobody listens", () -> connect(nobody, 0), () -> SocketChannel.open(nobody));
    }
    try (ServerSocket full = listen(ANY_PORT);
        Socket first = connect(full.getLocalSocketAddress(), 0);
        Socket second = connect(full.getLocalSocketAddress(), 0)) {
      row("connect, nobody answers in time",
          () -> connect(full.getLocalSocketAddress(), PATIENCE), () -> "has no timeout");
    }
    try (ServerSocket listener = listen(ANY_PORT)) {
      listener.setSoTimeout(PATIENCE);
      row("accept, nobody comes in time", listener::accept, () -> "has no timeout");
    }
  }

  private static Object after(Action action, Callable<?> attempt) throws Exception {
    action.act();
    return attempt.call();
  }

  /** What the peer's system says to a write needs a moment to come. */
  private static Object untilItFails(Callable<?> write) throws Exception {
    for (int attempt = 0; attempt < 200; attempt++) {
      write.call();
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return "never fails";
  }

  /** Acts as soon as this thread waits in the attempt. */
  private static Object during(Callable<?> attempt, Action action) throws Exception {
    Thread waiting = Thread.currentThread();
    Thread.startVirtualThread(() -> {
      try {
        while (waiting.getState() != Thread.State.WAITING) {
          TimeUnit.MILLISECONDS.sleep(10);
        }
        action.act();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    });
    return attempt.call();
  }

  private static ServerSocket listen(InetSocketAddress address) throws IOException {
    return new ServerSocket(address.getPort(), 1, address.getAddress());
  }

  private static Socket connect(SocketAddress address, int timeout) throws IOException {
    Socket socket = new Socket();
    socket.connect(address, timeout);
    return socket;
  }

  private static void both(String what, Talk<End> talk) {
    row(what, () -> talkOnSockets((own, peer) -> talk.hold(End.of(own), End.of(peer))),
        () -> talkOnChannels(talk));
  }

  private static void onSocket(String what, Talk<Socket> talk) {
    row(what, () -> talkOnSockets(talk), () -> "");
  }

  private static Object talkOnSockets(Talk<Socket> talk) throws Exception {
    try (ServerSocket listener = listen(ANY_PORT);
        Socket peer = connect(listener.getLocalSocketAddress(), 0);
        Socket own = listener.accept()) {
      return talk.hold(own, peer);
    }
  }

  private static Object talkOnChannels(Talk<End> talk) throws Exception {
    try (ServerSocketChannel listener = ServerSocketChannel.open().bind(ANY_PORT);
        SocketChannel peer = SocketChannel.open(listener.getLocalAddress());
        SocketChannel own = listener.accept()) {
      return talk.hold(End.of(own), End.of(peer));
    }
  }

  private static void row(String what, Callable<?> onSocket, Callable<?> onChannel) {
    String row = "%-34s %-46s %s".formatted(what, outcome(onSocket), outcome(onChannel));
    System.out.println(row.stripTrailing());
  }

  private static String outcome(Callable<?> attempt) {
    try {
      return String.valueOf(attempt.call());
    } catch (Exception e) {
      Thread.interrupted();
      String message = e.getMessage() == null ? "" : ": " + e.getMessage();
      return e.getClass().getSimpleName() + message;
    }
  }

  private interface Action {
    void act() throws Exception;
  }

  private interface Talk<S> {
    Object hold(S own, S peer) throws Exception;
  }

  /** What can be done at one end of a connection, whatever it is made of. */
  private record End(
      Callable<?> read, Callable<?> write, Action shutdownOutput, Action close, Action reset) {

    static End of(Socket socket) {
      return new End(
          () -> socket.getInputStream().read(),
          () -> {
            socket.getOutputStream().write(1);
            return "1 byte is taken";
          },
          socket::shutdownOutput,
          socket::close,
          () -> {
            socket.setSoLinger(true, 0);
            socket.close();
          });
    }

    static End of(SocketChannel channel) {
      return new End(
          () -> channel.read(ByteBuffer.allocate(1)),
          () -> channel.write(ByteBuffer.allocate(1)) + " byte is taken",
          channel::shutdownOutput,
          channel::close,
          () -> channel.setOption(StandardSocketOptions.SO_LINGER, 0).close());
    }
  }
}
