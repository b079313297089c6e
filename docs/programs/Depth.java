// SPDX-License-Identifier: Apache-2.0
// See docs/async.md.

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.concurrent.CompletableFuture;

/** Who calls a handler, and how deep, when each read finds its byte there already. */
public class Depth implements CompletionHandler<Integer, Void> {

  private static final int BYTES = 1000;

  private final AsynchronousSocketChannel channel;
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private int reads;
  private int depth;
  private int deepest;

  private Depth(AsynchronousSocketChannel channel) {
    this.channel = channel;
  }

  public static void main(String[] args) throws Exception {
    var group = AsynchronousChannelGroup.withFixedThreadPool(1, Depth::thread);
    try (var server = AsynchronousServerSocketChannel.open(group);
        var peer = AsynchronousSocketChannel.open(group)) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      peer.connect(server.getLocalAddress()).get(); // blocks
      var depth = new Depth(server.accept().get());
      peer.write(ByteBuffer.allocate(BYTES)).get();
      depth.read();
      depth.end.get();
      System.out.println(depth.reads + " reads, nested at most " + depth.deepest + " deep");
    }
    group.shutdownNow();
  }

  private static Thread thread(Runnable task) {
    return Thread.ofPlatform().name("the group's thread").unstarted(task);
  }

  private void read() {
    channel.read(ByteBuffer.allocate(1), null, this);
  }

  @Override
  public void completed(Integer count, Void nothing) {
    if (reads == 0) {
      System.out.println("the first handler is called by " + Thread.currentThread().getName());
    }
    deepest = Math.max(deepest, ++depth);
    if (++reads < BYTES) {
      read(); // and perhaps calls us, before it returns
    } else {
      end.complete(null);
    }
    depth--;
  }

  @Override
  public void failed(Throwable failure, Void nothing) {
    end.completeExceptionally(failure);
  }
}
