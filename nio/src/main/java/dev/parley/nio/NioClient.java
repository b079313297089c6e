// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import dev.parley.protocol.Client;
import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.Endpoint;
import dev.parley.protocol.Request;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A client that can have many requests in flight: each gives a future, and the replies come in the
 * order of the requests. The calls that wait are there too. Any number of threads may use it.
 *
 * <p>It has one thread, an event loop, which ends with the connection. Futures are completed on
 * that thread: what depends on one must not block, nor call {@link #echo} or {@link #delay}.
 */
public final class NioClient implements Client {

  private static final int BUFFER_SIZE = 64 * 1024;

  private final ClientOptions options;
  private final Pipeline pipeline;
  private final AtomicInteger lastId = new AtomicInteger();

  private NioClient(ClientOptions options, Pipeline pipeline) {
    this.options = options;
    this.pipeline = pipeline;
  }

  /**
   * Connects to a server. Blocks for the connect timeout at most.
   *
   * @throws java.net.ConnectException if the peer refuses; names the peer (rule R18.2)
   * @throws SocketTimeoutException if the timeout passes; names peer and duration (rule R18.1)
   * @throws IOException if the connection failed in another way
   */
  public static NioClient connect(ClientOptions options) throws IOException {
    return connect(options, LinkFactory.PLAIN);
  }

  /**
   * Connects to a server over links of another kind, the handshake included. As {@link
   * #connect(ClientOptions)} in all else.
   */
  public static NioClient connect(ClientOptions options, LinkFactory links) throws IOException {
    NioClient client = new NioClient(options, connected(options, links));
    client.await(client.pipeline.opened());
    return client;
  }

  private static Pipeline connected(ClientOptions options, LinkFactory links) throws IOException {
    long start = System.nanoTime();
    SocketChannel channel = SocketChannel.open();
    try {
      channel.socket().connect(options.peer(), millis(options.connectTimeout())); // blocks
      refuseSelf(channel);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      return start(channel, links, options, start);
    } catch (SocketTimeoutException e) {
      channel.close();
      throw Endpoint.timedOut(options.peer(), "connection", options.connectTimeout());
    } catch (UnknownHostException e) {
      channel.close();
      throw Endpoint.cannotConnect(options.peer(), "no such host");
    } catch (IOException e) {
      channel.close();
      throw Endpoint.cannotConnect(options.peer(), String.valueOf(e.getMessage()));
    }
  }

  /** Returns a duration as the socket takes it: in whole milliseconds, 0 for ever. */
  private static int millis(Duration duration) {
    if (duration.isZero()) {
      return 0;
    }
    // Rounded up: a timeout must not come early.
    return Math.clamp(Math.ceilDiv(duration.toNanos(), 1_000_000), 1, Integer.MAX_VALUE);
  }

  /**
   * A port that nobody listens on can be dialled from itself, and echoes perfectly (rule R18.6).
   */
  static void refuseSelf(SocketChannel channel) throws IOException {
    if (channel.getLocalAddress().equals(channel.getRemoteAddress())) {
      throw new IOException("nobody listens, and the system connected the socket to itself");
    }
  }

  private static Pipeline start(
      SocketChannel channel, LinkFactory links, ClientOptions options, long start)
      throws IOException {
    Thread.Builder thread = Thread.ofPlatform().name("client").daemon();
    var loop = new EventLoop(thread, Selector.open(), BUFFER_SIZE, failure -> {});
    try {
      Pipeline pipeline = new Pipeline(channel, links, options, loop, start);
      loop.start();
      return pipeline;
    } catch (IOException | Error e) {
      loop.abandon();
      throw e;
    }
  }

  /**
   * Sends an ECHO, and does not wait. The future fails with what {@link #echo} throws.
   *
   * @return the reply's payload, once it is there
   */
  public CompletableFuture<byte[]> sendEcho(byte[] payload) {
    return pipeline.call(Request.echo(lastId.incrementAndGet(), payload), Duration.ZERO);
  }

  /**
   * Sends a DELAY, and does not wait. The future fails with what {@link #delay} throws. The delays
   * of requests that are in flight are added to the reply timeout of those behind them.
   *
   * @return the reply's payload behind the four bytes of milliseconds, once it is there
   */
  public CompletableFuture<byte[]> sendDelay(Duration delay, byte[] payload) {
    return pipeline
        .call(Request.delay(lastId.incrementAndGet(), delay, payload), delay)
        .thenApply(reply -> Arrays.copyOfRange(reply, Integer.BYTES, reply.length));
  }

  @Override
  public byte[] echo(byte[] payload) throws IOException {
    return await(sendEcho(payload));
  }

  @Override
  public byte[] delay(Duration delay, byte[] payload) throws IOException {
    return await(sendDelay(delay, payload));
  }

  /** Blocks until the result is there; the loop sees to the timeout. */
  private <T extends @Nullable Object> T await(CompletableFuture<T> result) throws IOException {
    try {
      return result.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IOException("the client failed", e.getCause());
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(
          "interrupted while waiting for " + Endpoint.text(options.peer()));
    }
  }

  /** Closes the connection. Requests in flight fail. Does not block. */
  @Override
  public void close() {
    pipeline.close();
  }
}
