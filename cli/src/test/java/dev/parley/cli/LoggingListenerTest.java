// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.CloseReason;
import dev.parley.protocol.DropReason;
import dev.parley.protocol.FrameType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LoggingListenerTest {

  private static final SocketAddress PEER =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 40001);

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final LoggingListener listener =
      new LoggingListener(
          new PrintStream(log, true, UTF_8),
          Clock.fixed(Instant.parse("2026-01-01T12:34:56.007Z"), ZoneOffset.UTC));

  @Test
  void writesALineForEachEvent() {
    listener.opened(1, PEER);
    listener.frameIn(1, FrameType.ECHO, 7, 2);
    listener.frameOut(1, FrameType.replyTo(FrameType.ECHO), 7, 2);
    listener.frameIn(1, FrameType.DELAY, -1, 4);
    listener.frameOut(1, FrameType.replyTo(FrameType.DELAY), -1, 4);
    listener.frameIn(1, 0x81, 8, 0);
    listener.frameOut(1, FrameType.ERROR, 8, 20);
    listener.closed(1, CloseReason.PEER_CLOSED);
    listener.dropped(PEER, DropReason.MALFORMED);

    assertThat(log.toString(UTF_8).lines())
        .containsExactly(
            "12:34:56.007 #1 opened by 127.0.0.1:40001",
            "12:34:56.007 #1 < ECHO id 7 length 2",
            "12:34:56.007 #1 > ECHO reply id 7 length 2",
            "12:34:56.007 #1 < DELAY id 4294967295 length 4",
            "12:34:56.007 #1 > DELAY reply id 4294967295 length 4",
            "12:34:56.007 #1 < type 0x81 id 8 length 0",
            "12:34:56.007 #1 > ERROR id 8 length 20",
            "12:34:56.007 #1 closed: PEER_CLOSED",
            "12:34:56.007 dropped a datagram of 127.0.0.1:40001: MALFORMED");
  }

  @Test
  void keepsForeignTextInItsLine() {
    listener.acceptFailed(new IOException("Too many\nopen files"));
    listener.opened(
        2,
        new SocketAddress() {
          private static final long serialVersionUID = 1L;

          @Override
          public String toString() {
            return "a\nb";
          }
        });

    assertThat(log.toString(UTF_8).lines())
        .containsExactly(
            "12:34:56.007 accept failed: Too many\\u{a}open files",
            "12:34:56.007 #2 opened by a\\u{a}b");
  }
}
