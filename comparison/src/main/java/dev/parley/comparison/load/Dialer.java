// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.load;

import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Frame;
import dev.parley.protocol.FrameEncoder;
import dev.parley.protocol.FrameType;
import dev.parley.protocol.Transport;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Opens connections that have had their first answer. Belongs to one thread. */
final class Dialer implements Closeable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final InetSocketAddress address;
  private final Waiter waiter;
  private final @Nullable SSLContext tls;
  private boolean verbatim;

  Dialer(Transport transport, InetSocketAddress address) throws IOException {
    this.address = address;
    this.waiter = new Waiter(PATIENCE);
    this.tls = transport == Transport.TLS ? AnyCertificate.context() : null;
  }

  /** Connects; over TLS with the handshake. */
  Wire dial() throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      if (!channel.connect(address)) {
        while (!channel.finishConnect()) {
          waiter.await(channel, SelectionKey.OP_CONNECT);
        }
      }
      return wire(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private Wire wire(SocketChannel channel) throws IOException {
    if (tls == null) {
      return new PlainWire(channel);
    }
    // Without the peer's name the JDK resumes no earlier session: each handshake is a full one.
    var wire = new TlsWire(channel, AnyCertificate.engine(tls));
    wire.handshake(waiter);
    return wire;
  }

  /**
   * Connects, and exchanges one ECHO: so the server has taken the connection, and not the system.
   */
  Wire dialAndEcho() throws IOException {
    Wire wire = dial();
    try {
      echo(wire);
      wire.rest();
      return wire;
    } catch (IOException e) {
      wire.close();
      throw e;
    }
  }

  /**
   * Exchanges one ECHO without a payload.
   *
   * @throws IOException if the reply is another or none; the message says so
   */
  void echo(Wire wire) throws IOException {
    ByteBuffer request = FrameEncoder.frame(FrameType.ECHO, 0, new byte[0]);
    while (!wire.write(request)) {
      waiter.await(wire.channel(), SelectionKey.OP_WRITE);
    }
    ByteBuffer reply = ByteBuffer.allocate(32 * 1_024);
    while (reply.position() < Frame.HEADER_BYTES) {
      int read = wire.read(reply);
      if (read < 0) {
        throw new EOFException("the server ended the connection");
      }
      if (read == 0 && !wire.hasMore()) {
        waiter.await(wire.channel(), SelectionKey.OP_READ);
      }
    }
    int type = reply.get(4) & 0xFF;
    verbatim = type == FrameType.ECHO;
    if (!verbatim && type != FrameType.replyTo(FrameType.ECHO)) {
      throw new IOException(problem(reply.flip()));
    }
  }

  /** Returns whether the server was seen to send back what it gets, bit for bit. */
  boolean verbatim() {
    return verbatim;
  }

  /** Says what is wrong with a frame that is no reply to an ECHO. */
  static String problem(ByteBuffer frame) {
    if (frame.remaining() <= Frame.HEADER_BYTES
        || (frame.get(frame.position() + 4) & 0xFF) != 0xFF) {
      return "the server's reply is not Parley's";
    }
    int code = frame.get(frame.position() + Frame.HEADER_BYTES);
    return "the server says ERROR "
        + Arrays.stream(ErrorCode.values())
            .filter(known -> known.value() == code)
            .map(Enum::name)
            .findFirst()
            .orElse(Integer.toString(code));
  }

  @Override
  public void close() throws IOException {
    waiter.close();
  }
}
