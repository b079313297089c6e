// SPDX-License-Identifier: Apache-2.0

package dev.parley.blocking;

import dev.parley.protocol.Client;
import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.EndOfStreamException;
import dev.parley.protocol.Endpoint;
import dev.parley.protocol.ErrorReplyException;
import dev.parley.protocol.FrameBuffer;
import dev.parley.protocol.FrameDecoder;
import dev.parley.protocol.FrameDecoder.Progress;
import dev.parley.protocol.ProtocolViolationException;
import dev.parley.protocol.Request;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A client that sends one request and waits for its reply. One call at a time: a second thread's
 * call waits for the end of the first.
 */
@SuppressWarnings("ByteBufferBackingArray") // both buffers are allocated whole: offset 0
public final class BlockingClient implements Client {

  private final Socket socket;
  private final Socket layer;
  private final ClientOptions options;
  private final ReentrantLock turn = new ReentrantLock();
  private final FrameBuffer received = new FrameBuffer();
  private int lastId;

  private BlockingClient(Socket socket, Socket layer, ClientOptions options) {
    this.socket = socket;
    this.layer = layer;
    this.options = options;
  }

  /**
   * Connects to a server. Blocks for the connect timeout at most.
   *
   * @throws java.net.ConnectException if the peer refuses; names the peer (rule R18.2)
   * @throws SocketTimeoutException if the timeout passes; names peer and duration (rule R18.1)
   * @throws IOException if the connection failed in another way
   */
  public static BlockingClient connect(ClientOptions options) throws IOException {
    return connect(options, Layer.NONE);
  }

  /**
   * Connects to a server through a layer, whose handshake belongs to the connect. As {@link
   * #connect(ClientOptions)} in all else.
   */
  public static BlockingClient connect(ClientOptions options, Layer layer) throws IOException {
    Deadline deadline = new Deadline(options.connectTimeout());
    Socket socket = socket(options);
    // A handshake is many reads; only closing the socket ends one that takes too long.
    var alarm = deadline.alarm(() -> close(socket));
    try {
      return new BlockingClient(socket, layer.over(socket), options); // may block
    } catch (IOException e) {
      close(socket);
      throw deadline.passed()
          ? Endpoint.timedOut(options.peer(), "connection", options.connectTimeout())
          : e;
    } finally {
      alarm.cancel(false);
    }
  }

  private static Socket socket(ClientOptions options) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(options.peer(), Deadline.millis(options.connectTimeout())); // blocks
      refuseSelf(socket);
      socket.setTcpNoDelay(true);
      return socket;
    } catch (SocketTimeoutException e) {
      socket.close();
      throw Endpoint.timedOut(options.peer(), "connection", options.connectTimeout());
    } catch (UnknownHostException e) {
      socket.close();
      throw Endpoint.cannotConnect(options.peer(), "no such host");
    } catch (IOException e) {
      socket.close();
      throw Endpoint.cannotConnect(options.peer(), String.valueOf(e.getMessage()));
    }
  }

  /**
   * A port that nobody listens on can be dialled from itself, and echoes perfectly (rule R18.6).
   */
  static void refuseSelf(Socket socket) throws IOException {
    if (socket.getLocalSocketAddress().equals(socket.getRemoteSocketAddress())) {
      throw new IOException("nobody listens, and the system connected the socket to itself");
    }
  }

  @Override
  public byte[] echo(byte[] payload) throws IOException {
    turn.lock(); // blocks while another thread's call waits
    try {
      return call(Request.echo(++lastId, payload), options.replyTimeout());
    } finally {
      turn.unlock();
    }
  }

  @Override
  public byte[] delay(Duration delay, byte[] payload) throws IOException {
    Duration limit = options.replyTimeout();
    turn.lock(); // blocks while another thread's call waits
    try {
      byte[] reply =
          call(Request.delay(++lastId, delay, payload), limit.isZero() ? limit : limit.plus(delay));
      return Arrays.copyOfRange(reply, Integer.BYTES, reply.length);
    } finally {
      turn.unlock();
    }
  }

  /** A client whose call failed is closed: a late reply must not be taken for the next one's. */
  private byte[] call(Request request, Duration limit) throws IOException {
    try {
      Deadline deadline = new Deadline(limit);
      try {
        send(request.frame(), deadline);
      } catch (SocketTimeoutException e) {
        throw e;
      } catch (IOException e) {
        throw explain(e, request, deadline);
      }
      return receive(request, deadline);
    } catch (ErrorReplyException e) {
      if (e.fatal()) {
        close(socket);
      }
      throw e;
    } catch (SocketTimeoutException e) {
      close(socket);
      throw Endpoint.timedOut(options.peer(), "reply", limit);
    } catch (IOException e) {
      close(socket);
      throw e;
    }
  }

  private void send(ByteBuffer frame, Deadline deadline) throws IOException {
    // A write has no timeout of its own; only closing the socket ends one that is stuck.
    var alarm = deadline.alarm(() -> close(socket));
    try {
      layer
          .getOutputStream()
          .write(frame.array(), frame.position(), frame.remaining()); // may block
    } catch (IOException e) {
      throw deadline.passed() ? new SocketTimeoutException() : e;
    } finally {
      alarm.cancel(false);
    }
  }

  /** A server that refuses a request closes, and its ERROR says why (rule R18.5). */
  private IOException explain(IOException failedWrite, Request request, Deadline deadline) {
    try {
      receive(request, deadline);
    } catch (ErrorReplyException e) {
      return e;
    } catch (IOException e) {
      failedWrite.addSuppressed(e);
    }
    return failedWrite;
  }

  private byte[] receive(Request request, Deadline deadline) throws IOException {
    var decoder = new FrameDecoder(options.maximumPayload());
    ByteBuffer bytes = read(decoder, deadline);
    Progress progress = decoder.look(bytes);
    while (progress == Progress.INCOMPLETE) {
      bytes = read(decoder, deadline);
      progress = decoder.look(bytes);
    }
    if (progress == Progress.TOO_LARGE) {
      throw new ProtocolViolationException(
          "a reply of %d bytes is above the maximum of %d"
              .formatted(decoder.payloadLength(), options.maximumPayload()));
    }
    bytes.position(decoder.end());
    return request.accept(decoder, bytes);
  }

  private ByteBuffer read(FrameDecoder decoder, Deadline deadline) throws IOException {
    ByteBuffer room = received.toFill(decoder.size());
    socket.setSoTimeout(deadline.remainingMillis());
    int count =
        layer.getInputStream().read(room.array(), room.position(), room.remaining()); // blocks
    if (count < 0) {
      throw new EndOfStreamException(
          Endpoint.text(options.peer()) + " ended the stream and still owed a reply");
    }
    room.position(room.position() + count);
    return received.filled();
  }

  /**
   * Ends the stream in order, unless a call is under way: that fails, and nothing is waited for.
   */
  @Override
  public void close() {
    if (turn.tryLock()) {
      try {
        layer.shutdownOutput();
      } catch (IOException e) {
        // Closed already, or reset by the peer.
      } finally {
        turn.unlock();
      }
    }
    close(socket);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing is left to be done with it.
    }
  }
}
