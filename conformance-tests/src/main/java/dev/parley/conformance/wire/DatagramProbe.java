// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import dev.parley.conformance.verdict.HarnessFault;
import dev.parley.protocol.Endpoint;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One socket of the suite's own for datagrams: it sends exactly the bytes that it is told to, and
 * judges what comes back. A method that begins with {@code expect} throws a {@link Mismatch} if
 * something else comes. One thread may send while another reads.
 *
 * <p>The socket is not connected: the system would hide a reply that comes from an address that was
 * not asked. Nothing is sent again: it is for the loopback interface, or a way that loses nothing.
 */
public final class DatagramProbe implements AutoCloseable {

  private static final int LARGEST = 65_536;
  private static final int ROOM = 1 << 20;

  private final DatagramSocket socket;
  private final @Nullable InetSocketAddress peer;
  private final Duration patience;
  private final Transcript transcript = Transcript.ofDatagrams();
  private final byte[] buffer = new byte[LARGEST];

  private DatagramProbe(
      @Nullable InetAddress local, @Nullable InetSocketAddress peer, Duration patience) {
    this.peer = peer;
    this.patience = patience;
    try {
      socket = new DatagramSocket(new InetSocketAddress(local, 0));
      socket.setReceiveBufferSize(ROOM);
    } catch (SocketException e) {
      throw new HarnessFault("the suite cannot open a socket for datagrams", e);
    }
    String whom = peer == null ? "anybody" : Endpoint.text(peer);
    transcript.did("port %d, for %s".formatted(socket.getLocalPort(), whom));
  }

  /**
   * Opens a probe that asks a server.
   *
   * @param patience how long to wait for what must come
   */
  public static DatagramProbe to(InetSocketAddress server, Duration patience) {
    return new DatagramProbe(null, server, patience);
  }

  /** Opens a probe at a free port of the loopback address, to which a client may send. */
  public static DatagramProbe atLoopback(Duration patience) {
    return new DatagramProbe(InetAddress.getLoopbackAddress(), null, patience);
  }

  /** Returns where it can be reached. */
  public InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /** Returns the record of all that it sent and received. */
  public Transcript transcript() {
    return transcript;
  }

  // ---- sending

  /** Sends frames to the server, each in a datagram of its own. */
  public void send(WireFrame... frames) {
    for (WireFrame frame : frames) {
      sendBytes(frame.bytes());
    }
  }

  /** Sends bytes to the server in one datagram. */
  public void sendBytes(byte[] bytes) {
    if (!trySend(bytes)) {
      throw new HarnessFault(
          "this system does not send a datagram of " + Names.count(bytes.length, "byte"), null);
    }
  }

  /** Sends bytes to the server in one datagram; returns whether the system takes one so long. */
  public boolean trySend(byte[] bytes) {
    if (peer == null) {
      throw new IllegalStateException("this probe has no server to send to");
    }
    return sendTo(peer, bytes);
  }

  /** Sends bytes to anybody in one datagram; returns whether the system takes one so long. */
  public boolean sendTo(InetSocketAddress to, byte[] bytes) {
    long now = System.nanoTime();
    try {
      socket.send(new DatagramPacket(bytes, bytes.length, to));
      transcript.sent(now, bytes, 0, bytes.length);
      return true;
    } catch (IOException e) {
      transcript.saw("no datagram of %d bytes: %s".formatted(bytes.length, e.getMessage()));
      return false;
    }
  }

  /** Closes the socket; a second close does nothing. */
  @Override
  public void close() {
    socket.close();
  }

  // ---- receiving

  /** Waits for whatever comes next: a datagram, or nothing within {@code limit}. */
  public Received next(Duration limit) {
    var left = new Patience(limit);
    while (!left.isOver()) {
      Received.Datagram datagram = receive(left.sliceMillis());
      if (datagram != null) {
        return datagram;
      }
      left.spend();
    }
    return new Received.Silence(left.waitedMillis(), System.nanoTime());
  }

  private Received.@Nullable Datagram receive(int millis) {
    var packet = new DatagramPacket(buffer, buffer.length);
    try {
      socket.setSoTimeout(millis);
      socket.receive(packet);
    } catch (SocketTimeoutException e) {
      return null;
    } catch (IOException e) {
      throw new HarnessFault("the suite could not receive a datagram", e);
    }
    transcript.received(buffer, 0, packet.getLength());
    var from = (InetSocketAddress) packet.getSocketAddress();
    if (peer != null && !from.equals(peer)) {
      transcript.saw("the last came from " + Endpoint.text(from));
    }
    byte[] bytes = Arrays.copyOf(buffer, packet.getLength());
    return new Received.Datagram(new Bytes(bytes), from, System.nanoTime());
  }

  /** Sends a request and expects its reply, byte for byte. */
  public void ask(WireFrame request) {
    send(request);
    expect(request.reply());
  }

  /**
   * Expects exactly this frame as the next datagram, from the address that was asked.
   *
   * @return when it was read, on {@link System#nanoTime}'s scale
   */
  public long expect(WireFrame frame) {
    var wanted = new Bytes(frame.bytes());
    Received next = next(patience);
    if (!(next instanceof Received.Datagram datagram)) {
      throw differs(frame.toString(), wanted, next);
    }
    if (datagram.bytes().mismatch(wanted) >= 0) {
      throw differs(frame.toString(), wanted, next);
    }
    if (!datagram.from().equals(peer)) {
      throw new Mismatch(
              "a reply from " + (peer == null ? "the server" : Endpoint.text(peer)),
              "the right reply, from " + Endpoint.text(datagram.from()))
          .because(
              "The reply left through a socket that is not bound to the address that was asked: a"
                  + " client drops what comes from a stranger.");
    }
    return datagram.nanos();
  }

  /** Expects one of these frames as the next datagram, and returns it. */
  public WireFrame expectAnyOf(Collection<WireFrame> frames) {
    Received next = next(patience);
    if (next instanceof Received.Datagram(Bytes bytes, var _, long _)) {
      for (WireFrame frame : frames) {
        if (bytes.mismatch(new Bytes(frame.bytes())) < 0) {
          return frame;
        }
      }
    }
    throw mismatch("one of " + frames.size() + " replies that are owed", next);
  }

  /**
   * Sends what must be dropped in silence and a request behind it, and expects the reply to the
   * request alone. A server that answers from its one loop answers in order, so nothing has to be
   * waited for; {@link #expectQuiet} at the end finds one that does not.
   */
  public void expectIgnored(byte[] dropped, WireFrame behind) {
    sendBytes(dropped);
    send(behind);
    Received next = next(patience);
    var reply = new Bytes(behind.reply().bytes());
    boolean right =
        next instanceof Received.Datagram(Bytes bytes, var _, long _) && bytes.mismatch(reply) < 0;
    if (!right) {
      String alone = "silence, and the reply to the ECHO behind it alone: " + behind.reply();
      throw next instanceof Received.Silence ? differs(alone, reply, next) : mismatch(alone, next);
    }
  }

  /** Expects that no datagram comes for a while. */
  public void expectQuiet(Duration window) {
    Received next = next(window);
    if (!(next instanceof Received.Silence)) {
      throw mismatch("silence for " + window.toMillis() + " ms", next);
    }
  }

  /**
   * Fails unless the condition holds.
   *
   * @param hint a likely cause, read off what was measured; empty if there is none
   */
  public void require(boolean condition, String expected, String actual, String hint) {
    if (!condition) {
      var mismatch =
          new Mismatch(List.of(expected), actual, evidence(Bytes.NONE, Bytes.NONE, null));
      throw hint.isEmpty() ? mismatch : mismatch.because(hint);
    }
  }

  /** Returns the failure that something else came than what was expected. */
  public Mismatch mismatch(String expected, Received actual) {
    return differs(expected, Bytes.NONE, actual);
  }

  private Mismatch differs(String expected, Bytes wanted, Received actual) {
    boolean came = actual instanceof Received.Datagram;
    Bytes bytes = actual instanceof Received.Datagram datagram ? datagram.bytes() : Bytes.NONE;
    return new Mismatch(
        List.of(expected), actual.toString(), evidence(wanted, bytes, came ? null : actual));
  }

  private Evidence evidence(Bytes expected, Bytes actual, @Nullable Received stop) {
    return new Evidence(expected, actual, stop, false, null, transcript);
  }
}
