// SPDX-License-Identifier: Apache-2.0
// Wrong on purpose; see docs/async.md.

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A channel after its own timeout, and an option that it does not have. */
public class PoisonedRead {

  public static void main(String[] args) throws Exception {
    try (var server = AsynchronousServerSocketChannel.open();
        var peer = AsynchronousSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      peer.connect(server.getLocalAddress()).get(); // blocks
      try (AsynchronousSocketChannel channel = server.accept().get()) {
        System.out.println("nothing for 100 ms: " + read(channel));
        peer.write(ByteBuffer.allocate(5)).get();
        System.out.println("then five bytes came: " + read(channel));
        linger(channel);
      }
    }
  }

  private static Object read(AsynchronousSocketChannel channel) throws Exception {
    var result = new CompletableFuture<Object>();
    try {
      channel.read(ByteBuffer.allocate(10), 100, TimeUnit.MILLISECONDS, result, new Completing());
      return result.get(); // blocks
    } catch (IllegalStateException e) {
      return e;
    }
  }

  private static void linger(AsynchronousSocketChannel channel) throws Exception {
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (UnsupportedOperationException e) {
      System.out.println("no reset can be forced: " + e.getMessage());
    }
  }

  private static class Completing implements CompletionHandler<Integer, CompletableFuture<Object>> {

    @Override
    public void completed(Integer count, CompletableFuture<Object> result) {
      result.complete(count + " bytes");
    }

    @Override
    public void failed(Throwable failure, CompletableFuture<Object> result) {
      result.complete(failure);
    }
  }
}
