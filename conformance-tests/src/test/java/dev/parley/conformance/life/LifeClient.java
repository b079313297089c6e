// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.life;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.Client;
import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.EndOfStreamException;
import dev.parley.protocol.Endpoint;
import dev.parley.protocol.ErrorReplyException;
import dev.parley.protocol.ProtocolViolationException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A client with at most one mistake. */
final class LifeClient implements Client {

  private static final int HEADER = 9;

  private final Socket socket;
  private final ClientOptions options;
  private final ClientFault fault;
  private int lastId;

  private LifeClient(Socket socket, ClientOptions options, ClientFault fault) {
    this.socket = socket;
    this.options = options;
    this.fault = fault;
  }

  static LifeClient connect(ClientOptions options, ClientFault fault) throws IOException {
    var socket = new Socket();
    int millis = (int) options.connectTimeout().toMillis();
    try {
      socket.connect(options.peer(), fault == ClientFault.NO_CONNECT_TIMEOUT ? 0 : millis);
      return new LifeClient(socket, options, fault);
    } catch (SocketTimeoutException e) {
      socket.close();
      throw Endpoint.timedOut(options.peer(), "connection", options.connectTimeout());
    } catch (ConnectException e) {
      socket.close();
      throw switch (fault) {
        case REFUSED_IS_A_TIMEOUT ->
            Endpoint.timedOut(options.peer(), "connection", options.connectTimeout());
        case REFUSED_WITHOUT_NAME -> e;
        default -> Endpoint.cannotConnect(options.peer(), "refused");
      };
    }
  }

  @Override
  public byte[] echo(byte[] payload) throws IOException {
    try {
      return call(++lastId, payload);
    } catch (ErrorReplyException e) {
      boolean closes = e.fatal() || fault == ClientFault.EVERY_ERROR_CLOSES;
      if (closes && fault != ClientFault.NO_ERROR_CLOSES) {
        close();
      }
      throw fault == ClientFault.ERROR_IS_A_VIOLATION
          ? new ProtocolViolationException("no reply but an error")
          : e;
    } catch (SocketTimeoutException e) {
      if (fault != ClientFault.REUSED_AFTER_TIMEOUT) {
        close();
      }
      throw fault == ClientFault.TIMEOUT_WITHOUT_NAME
          ? new SocketTimeoutException("Read timed out")
          : Endpoint.timedOut(options.peer(), "reply", options.replyTimeout());
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  @Override
  public byte[] delay(Duration delay, byte[] payload) {
    throw new UnsupportedOperationException("no scenario asks for it");
  }

  private byte[] call(int id, byte[] payload) throws IOException {
    long deadline = System.nanoTime() + options.replyTimeout().toNanos();
    ByteBuffer frame = ByteBuffer.allocate(HEADER + payload.length);
    frame.putInt(payload.length).put((byte) 1).putInt(id).put(payload);
    try {
      write(frame.array(), deadline);
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      if (fault == ClientFault.FAILED_WRITE_IS_ALL) {
        throw e;
      }
    }
    return read(id, payload, deadline);
  }

  /** A write that is stuck can only be ended by closing the socket. */
  private void write(byte[] frame, long deadline) throws IOException {
    var alarm = new CompletableFuture<Void>();
    if (fault != ClientFault.WRITES_FOR_EVER) {
      alarm.completeOnTimeout(null, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      var _ = alarm.thenRun(this::close);
    }
    try {
      socket.getOutputStream().write(frame);
    } catch (IOException e) {
      throw System.nanoTime() >= deadline ? new SocketTimeoutException() : e;
    } finally {
      alarm.cancel(false);
    }
  }

  private byte[] read(int id, byte[] payload, long deadline) throws IOException {
    ByteBuffer header = ByteBuffer.wrap(bytes(HEADER, deadline));
    int length = header.getInt();
    int type = Byte.toUnsignedInt(header.get());
    boolean mine = header.getInt() == id || fault == ClientFault.IGNORES_ID;
    if (Integer.toUnsignedLong(length) > options.maximumPayload()) {
      if (fault == ClientFault.TRUSTS_THE_LENGTH) {
        throw new NegativeArraySizeException(Integer.toString(length));
      }
      throw new ProtocolViolationException("too large");
    }
    byte[] reply = bytes(length, deadline);
    if (type == 0xFF && reply.length > 0 && (mine || header.getInt(5) == 0)) {
      throw new ErrorReplyException(
          Byte.toUnsignedInt(reply[0]), new String(reply, 1, reply.length - 1, UTF_8));
    }
    boolean right = type == 0x81 || fault == ClientFault.IGNORES_TYPE;
    boolean same = Arrays.equals(reply, payload) || fault == ClientFault.IGNORES_PAYLOAD;
    if (!mine || !right || !same) {
      throw new ProtocolViolationException("not the reply");
    }
    return reply;
  }

  private byte[] bytes(int count, long deadline) throws IOException {
    byte[] bytes = new byte[count];
    var in = new DataInputStream(socket.getInputStream());
    for (int at = 0; at < count; at++) {
      socket.setSoTimeout(millisUntil(deadline));
      try {
        bytes[at] = in.readByte();
      } catch (EOFException e) {
        throw fault == ClientFault.END_IS_A_VIOLATION
            ? new ProtocolViolationException("the end")
            : new EndOfStreamException("the end");
      }
    }
    return bytes;
  }

  private int millisUntil(long deadline) throws SocketTimeoutException {
    long left = deadline - System.nanoTime();
    return switch (fault) {
      case NO_REPLY_TIMEOUT -> 0;
      case TIMEOUT_FOR_EACH_READ -> (int) options.replyTimeout().toMillis();
      default -> {
        if (left <= 0) {
          throw new SocketTimeoutException();
        }
        yield (int) (left / 1_000_000) + 1;
      }
    };
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
