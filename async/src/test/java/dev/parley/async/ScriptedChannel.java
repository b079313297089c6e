// SPDX-License-Identifier: Apache-2.0

package dev.parley.async;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.parley.async.TimedChannel.Next;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.CompletionHandler;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * A channel whose peer says what the script says, one step for each read, and then ends its side.
 * So that something can happen exactly while a read is under way, a step may do more. Operations
 * are done within the call that begins them, unless they are {@linkplain #thenSilence held}; those
 * fail when the channel is closed.
 */
final class ScriptedChannel {

  /** What one read comes to. */
  interface Step {
    byte[] bytes();
  }

  private static final byte[] NOTHING = {};

  private final AsynchronousSocketChannel channel = mock();
  private final Queue<Step> script = new ArrayDeque<>();
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final List<Runnable> underWay = new ArrayList<>();
  private boolean holdingWrites;
  private boolean readToEnd;
  private boolean outputEnded;
  private boolean closed;

  ScriptedChannel() throws IOException {
    when(channel.getRemoteAddress()).thenAnswer(call -> peer());
    doAnswer(call -> operate(this::read, call.getArguments()))
        .when(channel)
        .read(any(), any(), any());
    doAnswer(call -> operate(this::write, call.getArguments()))
        .when(channel)
        .write(any(), any(), any());
    when(channel.shutdownOutput()).thenAnswer(call -> endOutput());
    doAnswer(call -> end()).when(channel).close();
  }

  AsynchronousSocketChannel channel() {
    return channel;
  }

  /** Adds a step that only brings bytes. */
  ScriptedChannel then(byte[] bytes) {
    return then(() -> bytes);
  }

  /** Adds a step. */
  ScriptedChannel then(Step step) {
    script.add(step);
    return this;
  }

  /** Adds a read that brings nothing, until the channel is closed. */
  ScriptedChannel thenSilence() {
    return then(NOTHING);
  }

  /** Lets writes be under way until the channel is closed, from now on. */
  ScriptedChannel holdWrites() {
    holdingWrites = true;
    return this;
  }

  /** Returns how many operations have begun and are not done. */
  synchronized int underWay() {
    return underWay.size();
  }

  /** Returns all that was sent. */
  synchronized byte[] sent() {
    return sent.toByteArray();
  }

  /** Returns whether all was read, and then the end, once. */
  synchronized boolean isReadToEnd() {
    return script.isEmpty() && readToEnd;
  }

  synchronized boolean isOutputEnded() {
    return outputEnded;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  private synchronized InetSocketAddress peer() throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    return InetSocketAddress.createUnresolved("peer", 1);
  }

  private interface Operation {
    void begin(ByteBuffer bytes, Next next, CompletionHandler<Integer, Next> handler);
  }

  @SuppressWarnings("unchecked")
  private static Void operate(Operation operation, Object[] arguments) {
    operation.begin(
        (ByteBuffer) arguments[0],
        (Next) arguments[1],
        (CompletionHandler<Integer, Next>) arguments[2]);
    return null;
  }

  private void read(ByteBuffer into, Next next, CompletionHandler<Integer, Next> handler) {
    if (isClosed()) {
      handler.failed(new ClosedChannelException(), next);
      return;
    }
    Step step = script.poll();
    if (step == null) {
      expectNoEndYet();
      handler.completed(-1, next);
      return;
    }
    byte[] bytes = step.bytes();
    if (bytes.length == 0) {
      hold(next, handler);
    } else {
      into.put(bytes);
      handler.completed(bytes.length, next);
    }
  }

  private synchronized void expectNoEndYet() {
    if (readToEnd) {
      throw new AssertionError("read again behind the end");
    }
    readToEnd = true;
  }

  private void write(ByteBuffer bytes, Next next, CompletionHandler<Integer, Next> handler) {
    if (holdingWrites) {
      hold(next, handler);
    } else if (isClosed() || isOutputEnded()) {
      handler.failed(new ClosedChannelException(), next);
    } else {
      handler.completed(take(bytes), next);
    }
  }

  private synchronized int take(ByteBuffer bytes) {
    int count = bytes.remaining();
    while (bytes.hasRemaining()) {
      sent.write(bytes.get());
    }
    return count;
  }

  private synchronized void hold(Next next, CompletionHandler<Integer, Next> handler) {
    underWay.add(() -> handler.failed(new AsynchronousCloseException(), next));
  }

  private synchronized AsynchronousSocketChannel endOutput() {
    outputEnded = true;
    return channel;
  }

  private Void end() {
    List<Runnable> failing;
    synchronized (this) {
      closed = true;
      failing = List.copyOf(underWay);
      underWay.clear();
    }
    failing.forEach(Runnable::run);
    return null;
  }
}
