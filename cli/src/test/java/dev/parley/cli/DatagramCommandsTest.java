// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static dev.parley.cli.Invocation.parley;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cli.Invocation.Result;
import java.net.DatagramSocket;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code serve} and {@code send} do with datagrams that they do not do with streams. */
@Timeout(60)
class DatagramCommandsTest {

  @Test
  void listensAnswersAndEnds() {
    try (var server = RunningServer.serve("udp", "--receive-buffer", "8k")) {
      String target = server.target();
      assertThat(target).matches("udp://127\\.0\\.0\\.1:[0-9]+");
      assertThat(server.err().lines())
          .singleElement()
          .asString()
          .startsWith("parley serve: receive buffer 8192 bytes granted of 8192, send buffer ");
      assertThat(parley("send", target, "hello", "").out()).isEqualTo("hello\n\n");

      assertThat(server.terminate().exitCode()).isEqualTo(ExitCode.OK);
      assertThat(parley("send", target, "x").err()).startsWith("REFUSED ");
    }
  }

  @Test
  void warnsOfAWildcardWithDatagramsOnly() {
    try (var datagrams = RunningServer.serve("udp", "--host", "0.0.0.0");
        var streams = RunningServer.serve("blocking", "--host", "0.0.0.0")) {
      assertThat(datagrams.target()).startsWith("udp://0.0.0.0:");
      assertThat(datagrams.err().lines())
          .hasSize(2)
          .last()
          .asString()
          .startsWith("parley serve: warning: ")
          .contains("--host");
      assertThat(streams.err()).doesNotContain("warning");
    }
  }

  @Test
  void namesATakenAddressAndWhatToTry() throws Exception {
    try (var taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Result result = parley("serve", "udp", "--port", Integer.toString(taken.getLocalPort()));

      assertThat(result.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
      assertThat(result.out()).isEmpty();
      assertThat(result.err().lines()).hasSize(1);
      assertThat(result.err()).contains("127.0.0.1:" + taken.getLocalPort(), "in use", "--port");
    }
  }

  @Test
  void saysThatNoReplyCame() throws Exception {
    try (var silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      String target = "udp://127.0.0.1:" + silent.getLocalPort();
      Result result = parley("send", target, "--reply-timeout", "300ms", "x");

      assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(result.err())
          .matches("TIMEOUT .*127.0.0.1:" + silent.getLocalPort() + ".*300 ms\\R");
    }
  }

  @Test
  void refusesAMessageThatDoesNotFit() {
    Result result = parley("send", "udp://127.0.0.1:9", "x".repeat(65_499));

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("65499", "65498").hasLineCount(2);
  }
}
