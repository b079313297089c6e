// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.protocol.CloseReason;
import dev.parley.protocol.DropReason;
import dev.parley.protocol.Endpoint;
import dev.parley.protocol.FrameType;
import dev.parley.protocol.ServerListener;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Clock;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/**
 * Writes one line for each event. No payload is written: a line holds nothing that a peer chose.
 */
final class LoggingListener implements ServerListener {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
  private static final int REPLY_BIT = 0x80;

  private final PrintStream log;
  private final Clock clock;

  LoggingListener(PrintStream log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  @Override
  public void opened(long connection, SocketAddress peer) {
    write("#%d opened by %s".formatted(connection, text(peer)));
  }

  @Override
  public void closed(long connection, CloseReason reason) {
    write("#%d closed: %s".formatted(connection, reason));
  }

  @Override
  public void frameIn(long connection, int type, int id, int payloadLength) {
    write("#%d < %s".formatted(connection, frame(name(type), id, payloadLength)));
  }

  @Override
  public void frameOut(long connection, int type, int id, int payloadLength) {
    write("#%d > %s".formatted(connection, frame(replyName(type), id, payloadLength)));
  }

  @Override
  public void dropped(SocketAddress peer, DropReason reason) {
    write("dropped a datagram of %s: %s".formatted(text(peer), reason));
  }

  @Override
  public void acceptFailed(Exception failure) {
    write("accept failed: " + OneLine.of(failure));
  }

  private void write(String event) {
    log.println(TIME.format(LocalTime.now(clock)) + " " + event);
  }

  private static String frame(String name, int id, int payloadLength) {
    return "%s id %s length %d".formatted(name, Integer.toUnsignedString(id), payloadLength);
  }

  private static String name(int type) {
    return switch (type) {
      case FrameType.ECHO -> "ECHO";
      case FrameType.DELAY -> "DELAY";
      default -> "type 0x%02X".formatted(type);
    };
  }

  private static String replyName(int type) {
    return type == FrameType.ERROR ? "ERROR" : name(type & ~REPLY_BIT) + " reply";
  }

  private static String text(SocketAddress peer) {
    return peer instanceof InetSocketAddress address
        ? Endpoint.text(address)
        : OneLine.of(peer.toString());
  }
}
