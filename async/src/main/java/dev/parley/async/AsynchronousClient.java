// SPDX-License-Identifier: Apache-2.0

package dev.parley.async;

import dev.parley.protocol.Client;
import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.Endpoint;
import dev.parley.protocol.Request;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.StandardSocketOptions;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A client with many requests in flight on one connection. Every method may be called from any
 * thread, and at the same time as others.
 *
 * <p>The reply timeout of a request starts when its reply is the next one to come. A failure that
 * ends the connection fails every request that is in flight; every later one is told that the
 * client is closed. How many are in flight is the caller's to bound: each is kept in memory until
 * its reply has come.
 *
 * <p>What the caller appends to a returned future runs on a thread of the channel group and must
 * not wait there for another reply: use the methods whose name ends in {@code Async}.
 */
public final class AsynchronousClient implements Client {

  private final ClientOptions options;
  private final Pipeline pipeline;

  private AsynchronousClient(ClientOptions options, Pipeline pipeline) {
    this.options = options;
    this.pipeline = pipeline;
  }

  /**
   * Connects to a server. The client has one thread of its own until it is closed. Blocks for the
   * connect timeout at most.
   *
   * @throws java.net.ConnectException if the peer refuses; names the peer (rule R18.2)
   * @throws java.net.SocketTimeoutException if the timeout passes; names peer and duration (rule
   *     R18.1)
   * @throws IOException if the connection failed in another way
   */
  public static AsynchronousClient connect(ClientOptions options) throws IOException {
    AsynchronousChannelGroup own =
        AsynchronousChannelGroup.withFixedThreadPool(
            1, Thread.ofPlatform().daemon().name("async-client").factory());
    try {
      return connect(options, own, () -> shutDown(own));
    } catch (IOException e) {
      shutDown(own);
      throw e;
    }
  }

  /**
   * Connects as {@link #connect(ClientOptions)} does, as one of many clients that share the threads
   * of a group. The group is the caller's to shut down, after its clients.
   *
   * @throws IOException as there
   */
  public static AsynchronousClient connect(ClientOptions options, AsynchronousChannelGroup group)
      throws IOException {
    return connect(options, group, () -> {});
  }

  private static AsynchronousClient connect(
      ClientOptions options, AsynchronousChannelGroup group, Runnable whenEnded)
      throws IOException {
    AsynchronousSocketChannel channel = AsynchronousSocketChannel.open(group);
    try {
      connect(channel, options);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    var pipeline = new Pipeline(channel, options, whenEnded);
    pipeline.start();
    return new AsynchronousClient(options, pipeline);
  }

  private static void connect(AsynchronousSocketChannel channel, ClientOptions options)
      throws IOException {
    try {
      await(channel.connect(options.peer()), options.connectTimeout()); // blocks
      refuseSelf(channel);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    } catch (TimeoutException e) {
      throw Endpoint.timedOut(options.peer(), "connection", options.connectTimeout());
    } catch (UnresolvedAddressException e) {
      throw Endpoint.cannotConnect(options.peer(), "no such host");
    } catch (IOException e) {
      throw Endpoint.cannotConnect(options.peer(), String.valueOf(e.getMessage()));
    }
  }

  /**
   * A port that nobody listens on can be dialled from itself, and echoes perfectly (rule R18.6).
   */
  static void refuseSelf(AsynchronousSocketChannel channel) throws IOException {
    if (channel.getLocalAddress().equals(channel.getRemoteAddress())) {
      throw new IOException("nobody listens, and the system connected the socket to itself");
    }
  }

  /**
   * Sends an ECHO. Does not block.
   *
   * @return its reply's payload, or the failure that {@link #echo} would throw
   */
  public CompletableFuture<byte[]> echoAsync(byte[] payload) {
    return pipeline.call(id -> Request.echo(id, payload), options.replyTimeout());
  }

  /**
   * Sends a DELAY. Does not block.
   *
   * @return its reply's payload behind the four bytes of milliseconds, or the failure that {@link
   *     #delay} would throw
   */
  public CompletableFuture<byte[]> delayAsync(Duration delay, byte[] payload) {
    Duration limit = options.replyTimeout();
    return pipeline
        .call(id -> Request.delay(id, delay, payload), limit.isZero() ? limit : limit.plus(delay))
        .thenApply(reply -> Arrays.copyOfRange(reply, Integer.BYTES, reply.length));
  }

  @Override
  public byte[] echo(byte[] payload) throws IOException {
    return await(echoAsync(payload));
  }

  @Override
  public byte[] delay(Duration delay, byte[] payload) throws IOException {
    return await(delayAsync(delay, payload));
  }

  /** The reply timeout is the pipeline's to watch. */
  private byte[] await(CompletableFuture<byte[]> reply) throws IOException {
    try {
      return await(reply, Duration.ZERO); // blocks
    } catch (InterruptedIOException e) {
      pipeline.end(e);
      throw e;
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private static <T> T await(Future<T> result, Duration limit)
      throws IOException, TimeoutException {
    try {
      return limit.isZero() ? result.get() : result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting");
    }
  }

  boolean isOpen() {
    return pipeline.isOpen();
  }

  @Override
  public void close() {
    pipeline.end(new IOException("the client is closed"));
  }

  private static void shutDown(AsynchronousChannelGroup group) {
    try {
      group.shutdownNow();
    } catch (IOException e) {
      // Nothing is left to be done with it.
    }
  }
}
