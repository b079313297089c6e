// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.secure;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parley.protocol.ServerOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** One connection of the fixture: right by itself, and wrong where its fault says so. */
final class SecureConnection {

  private static final int HEADER = 9;
  private static final int LINGER_MILLIS = 700;
  private static final long EVER_MILLIS = 5_000;

  private final Socket socket;
  private final SSLEngine engine;
  private final ServerOptions options;
  private final SecureFault fault;
  private final Records records;
  private final long accepted = System.nanoTime();
  private final long acceptedMillis = System.currentTimeMillis();
  private final ByteArrayOutputStream input = new ByteArrayOutputStream();
  private boolean shaken;
  private boolean fit;

  SecureConnection(Socket socket, SSLEngine engine, ServerOptions options, SecureFault fault)
      throws IOException {
    this.socket = socket;
    this.engine = engine;
    this.options = options;
    this.fault = fault;
    this.records = new Records(socket, engine, fault);
    socket.setTcpNoDelay(true);
  }

  /** Shakes hands, unless that was done. */
  void shakeHands() {
    if (shaken) {
      return;
    }
    shaken = true;
    try {
      records.handshake(accepted, options.handshakeTimeout());
      fit =
          fault != SecureFault.NEEDS_APPLICATION_PROTOCOL
              || !engine.getApplicationProtocol().isEmpty();
    } catch (IOException e) {
      if (fault == SecureFault.KEEPS_WHO_SPEAKS_NO_TLS && e instanceof SSLException) {
        stayForEver();
      }
      sendAlert();
    }
  }

  private void sendAlert() {
    try {
      records.end();
    } catch (IOException e) {
      // Nobody hears it.
    }
  }

  void serve() {
    boolean resumed = engine.getSession().getCreationTime() < acceptedMillis;
    if (!fit || (resumed && fault == SecureFault.FORGETS_RESUMED)) {
      return;
    }
    try {
      converse();
    } catch (Records.Truncated e) {
      truncated();
    } catch (IOException e) {
      // The connection is gone.
    }
  }

  private void converse() throws IOException {
    for (byte[] bytes = records.read(); bytes != null; bytes = records.read()) {
      input.writeBytes(bytes);
      if (!answerAll()) {
        linger();
        return;
      }
    }
    records.end();
    if (fault == SecureFault.CLOSE_NOTIFY_IS_ALL) {
      stayForEver();
    }
  }

  private void truncated() {
    byte[] half = input.toByteArray();
    try {
      if (fault == SecureFault.ANSWERS_PARTIAL_FRAME && half.length >= HEADER) {
        int length = ByteBuffer.wrap(half).getInt();
        answer(ByteBuffer.wrap(Arrays.copyOf(half, HEADER + length)), length);
      }
    } catch (IOException e) {
      // Nobody hears it.
    }
    if (fault == SecureFault.DEAF_TO_FIN) {
      stayForEver();
    }
  }

  /** Answers what is complete; returns whether the connection goes on. */
  private boolean answerAll() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(input.toByteArray());
    input.reset();
    while (bytes.remaining() >= HEADER) {
      long length = Integer.toUnsignedLong(bytes.getInt(bytes.position()));
      if (length > options.maximumPayload()) {
        records.write(
            frame(0xFF, bytes.getInt(bytes.position() + 5), "\1large".getBytes(US_ASCII)));
        records.end();
        return false;
      }
      if (bytes.remaining() < HEADER + length) {
        break;
      }
      answer(bytes, (int) length);
    }
    input.write(bytes.array(), bytes.position(), bytes.remaining());
    return true;
  }

  private void answer(ByteBuffer bytes, int length) throws IOException {
    bytes.getInt();
    int type = Byte.toUnsignedInt(bytes.get());
    int id = bytes.getInt();
    byte[] payload = new byte[length];
    bytes.get(payload);
    if (type == 2) {
      LockSupport.parkNanos(ByteBuffer.wrap(payload).getInt() * 1_000_000L);
      boolean more = fault == SecureFault.CLOSE_NOTIFY_ENDS_ALL && records.hasMore();
      if (more && records.read() == null) {
        throw new IOException("the client has ended");
      }
    }
    records.write(frame(type | 0x80, id, payload));
  }

  private static byte[] frame(int type, int id, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(HEADER + payload.length).putInt(payload.length);
    return frame.put((byte) type).putInt(id).put(payload).array();
  }

  private void linger() throws IOException {
    socket.setSoTimeout(LINGER_MILLIS);
    byte[] junk = new byte[8192];
    while (socket.getInputStream().read(junk) >= 0) {
      // Discarded.
    }
  }

  /** As long as any scenario looks. */
  private static void stayForEver() {
    LockSupport.parkNanos(EVER_MILLIS * 1_000_000L);
  }
}
