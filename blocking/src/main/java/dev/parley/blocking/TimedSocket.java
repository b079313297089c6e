// SPDX-License-Identifier: Apache-2.0

package dev.parley.blocking;

import dev.parley.blocking.Clock.Kind;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLException;

/**
 * A client's socket, whose waits are noted on a clock. Reading belongs to the connection's owner;
 * the output has one user at a time; closing and resetting are anyone's and wake whoever waits.
 *
 * <p>Frames go through the layer that {@link #open} puts over the socket. Everything else is done
 * to the socket itself: to close a TLS socket is to write to it first, which would wait behind a
 * write that is stuck.
 */
@SuppressWarnings("ByteBufferBackingArray") // every buffer is allocated whole: offset 0
final class TimedSocket {

  /** A write is seen to make progress in pieces of this many bytes (rule R6.4). */
  private static final int CHUNK = 16 * 1024;

  /** Between the 256 KiB at least and the 1 MiB at most of rule R7.3. */
  private static final int LARGEST_DISCARD = 512 * 1024;

  private final Socket socket;
  private final Clock clock;
  private volatile Socket layer;

  TimedSocket(Socket socket, Clock clock) {
    this.socket = socket;
    this.layer = socket;
    this.clock = clock;
  }

  /** Sets the options. Fails on a socket that was reset already. */
  void configure(ServerOptions options) throws IOException {
    socket.setTcpNoDelay(options.noDelay());
    socket.setKeepAlive(options.keepAlive());
    if (options.sendBuffer() > 0) {
      socket.setSendBufferSize(options.sendBuffer());
    }
  }

  /** Puts a layer over the socket. Blocks for its handshake, for which a clock runs. */
  void open(Layer over) throws IOException {
    if (!over.equals(Layer.NONE)) {
      clock.start(Kind.HANDSHAKE);
      layer = shakeHands(over); // blocks
      clock.start(Kind.NONE);
    }
  }

  private Socket shakeHands(Layer over) throws IOException {
    try {
      return over.over(socket);
    } catch (SSLException e) {
      throw behindAlert(e);
    }
  }

  /**
   * Fills the buffer with what is there, or waits for it. Blocks until a byte comes.
   *
   * @return how many bytes were read, or -1 at the peer's end
   */
  int read(ByteBuffer room) throws IOException {
    int count =
        layer.getInputStream().read(room.array(), room.position(), room.remaining()); // blocks
    room.position(room.position() + Math.max(0, count));
    return count;
  }

  /** Sends a whole frame. Blocks while the transport has no room. */
  void send(ByteBuffer frame) throws IOException {
    send(frame, frame.position(), frame.limit());
  }

  /** Sends the bytes between two indexes. Blocks while the transport has no room. */
  void send(ByteBuffer bytes, int from, int to) throws IOException {
    for (int at = from; at < to; at += CHUNK) {
      clock.start(Kind.WRITE);
      layer.getOutputStream().write(bytes.array(), at, Math.min(CHUNK, to - at)); // may block
    }
  }

  /** Ends our side; from here on the peer is given a while to end its own. May block as a send. */
  void endOutput() throws IOException {
    clock.start(Kind.WRITE);
    layer.shutdownOutput(); // blocks under TLS only, which has a last word
    if (!socket.isOutputShutdown()) {
      socket.shutdownOutput();
    }
    clock.start(Kind.LINGER);
  }

  /**
   * Reads and forgets until the peer's end or the bounds of rule R7.3, under any layer: nothing is
   * parsed any more. Blocks for as long.
   *
   * @param alreadyRead what the read before returned
   */
  void discard(int alreadyRead) throws IOException {
    ByteBuffer scratch = ByteBuffer.allocate(8 * 1024);
    int count = alreadyRead;
    for (int sum = count; count >= 0 && sum < LARGEST_DISCARD; sum += count) {
      count = socket.getInputStream().read(scratch.array()); // blocks
    }
  }

  /**
   * Ends our side when the layer has failed, and has said why in a last record of its own. A reset
   * would overtake that record, so input is discarded as behind any other last word. Blocks as
   * {@link #discard}.
   */
  SSLException behindAlert(SSLException failure) {
    try {
      clock.start(Kind.LINGER);
      if (!socket.isOutputShutdown()) {
        socket.shutdownOutput();
      }
      discard(0);
    } catch (IOException e) {
      failure.addSuppressed(e); // gone, or closed by the clock: nobody is left to be told
    }
    return failure;
  }

  /** Closes so that the peer learns of it at once, and drops what is still to be sent. */
  void reset() {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // Closed already: nothing is left to be reset.
    }
    close();
  }

  /** Closes. Whoever reads or writes fails. */
  void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // Whoever reads or writes fails with it, and says so.
    }
  }
}
