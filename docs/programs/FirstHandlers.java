// SPDX-License-Identifier: Apache-2.0
// Wrong on purpose; see docs/async.md.

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.concurrent.TimeUnit;

/** All clients by completion handlers, as one first writes it. */
public class FirstHandlers {

  private static final int LARGEST_FRAME = 9 + 1048576;

  public static void main(String[] args) throws IOException, InterruptedException {
    int port = Integer.parseInt(System.getenv().getOrDefault("PARLEY_PORT", "7700"));
    var group = AsynchronousChannelGroup.withFixedThreadPool(1, Thread.ofPlatform().factory());
    var server = AsynchronousServerSocketChannel.open(group);
    server.bind(new InetSocketAddress("127.0.0.1", port));
    server.accept(server, new Accepting());
    int bound = ((InetSocketAddress) server.getLocalAddress()).getPort();
    System.out.println("LISTENING tcp://127.0.0.1:" + bound);
    group.awaitTermination(Long.MAX_VALUE, TimeUnit.DAYS);
  }

  private static class Accepting
      implements CompletionHandler<AsynchronousSocketChannel, AsynchronousServerSocketChannel> {

    @Override
    public void completed(AsynchronousSocketChannel client, AsynchronousServerSocketChannel server) {
      server.accept(server, this);
      new Client(client).read();
    }

    @Override
    public void failed(Throwable failure, AsynchronousServerSocketChannel server) {
      System.err.println(failure);
    }
  }

  private static class Client implements CompletionHandler<Integer, Void> {

    private final AsynchronousSocketChannel channel;
    private final ByteBuffer bytes = ByteBuffer.allocate(LARGEST_FRAME);

    Client(AsynchronousSocketChannel channel) {
      this.channel = channel;
    }

    void read() {
      channel.read(bytes, null, this);
    }

    @Override
    public void completed(Integer count, Void nothing) {
      if (count < 0) {
        failed(new IOException("the client has left"), nothing);
        return;
      }
      bytes.flip();
      while (bytes.remaining() >= 9 && bytes.remaining() >= 9 + bytes.getInt(bytes.position())) {
        answer();
      }
      bytes.compact();
      read();
    }

    private void answer() {
      byte[] frame = new byte[9 + bytes.getInt(bytes.position())];
      bytes.get(frame);
      if (frame[4] == 0x02) {
        sleep(ByteBuffer.wrap(frame).getInt(9));
      }
      frame[4] |= (byte) 0x80;
      channel.write(ByteBuffer.wrap(frame)); // a Future says later how much of it is written
    }

    @Override
    public void failed(Throwable failure, Void nothing) {
      try {
        channel.close();
      } catch (IOException e) {
        System.err.println(e);
      }
    }
  }

  private static void sleep(int millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
