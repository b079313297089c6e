// SPDX-License-Identifier: Apache-2.0

package dev.parley.blocking;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A socket whose peer says what the script says, one step for each read, and then ends its side. So
 * that something can happen exactly while a connection reads, a step may do more.
 */
final class ScriptedSocket extends Socket {

  /** What one read comes to. */
  interface Step {
    byte[] bytes() throws IOException;
  }

  private final Queue<Step> script = new ArrayDeque<>();
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private boolean readToEnd;
  private volatile boolean outputEnded;
  private volatile boolean closed;
  private volatile boolean broken;

  /** Adds a step that only brings bytes. */
  ScriptedSocket then(byte[] bytes) {
    return then(() -> bytes);
  }

  /** Adds a step. */
  ScriptedSocket then(Step step) {
    script.add(step);
    return this;
  }

  /** Lets every write fail from now on. */
  void breakOutput() {
    broken = true;
  }

  /** Returns all that was sent. */
  byte[] sent() {
    return sent.toByteArray();
  }

  /** Returns whether all was read, and then the end, once. */
  boolean isReadToEnd() {
    return script.isEmpty() && readToEnd;
  }

  boolean isOutputEnded() {
    return outputEnded;
  }

  @Override
  public InputStream getInputStream() {
    return new InputStream() {
      @Override
      public int read() {
        throw new AssertionError("a connection reads what is there, not one byte");
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        return ScriptedSocket.this.read(into, offset, length);
      }
    };
  }

  private int read(byte[] into, int offset, int length) throws IOException {
    if (closed) {
      throw new SocketException("Socket closed");
    }
    if (readToEnd) {
      throw new AssertionError("read again behind the end");
    }
    Step step = script.poll();
    if (step == null) {
      readToEnd = true;
      return -1;
    }
    byte[] bytes = step.bytes();
    if (bytes.length > length) {
      throw new AssertionError("the step is larger than the buffer");
    }
    System.arraycopy(bytes, 0, into, offset, bytes.length);
    return bytes.length;
  }

  @Override
  public OutputStream getOutputStream() {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        if (broken || closed || outputEnded) {
          throw new SocketException("Broken pipe");
        }
        sent.write(bytes, offset, length);
      }
    };
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return InetSocketAddress.createUnresolved("peer", 1);
  }

  @Override
  public void setTcpNoDelay(boolean on) {}

  @Override
  public void setKeepAlive(boolean on) {}

  @Override
  public void setSoLinger(boolean on, int seconds) {}

  @Override
  public void shutdownOutput() {
    outputEnded = true;
  }

  @Override
  public boolean isOutputShutdown() {
    return outputEnded;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
  }
}
