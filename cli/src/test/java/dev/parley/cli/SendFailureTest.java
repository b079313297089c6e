// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.EndOfStreamException;
import dev.parley.protocol.ErrorReplyException;
import dev.parley.protocol.ProtocolViolationException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SendFailureTest {

  static Stream<Arguments> exchanges() {
    return Stream.of(
        Arguments.of(new SocketTimeoutException("late"), "TIMEOUT late"),
        Arguments.of(new ErrorReplyException(3, "bad"), "ERROR 3 BAD_REQUEST: bad"),
        Arguments.of(new ErrorReplyException(77, "new"), "ERROR 77 code 77: new"),
        Arguments.of(new EndOfStreamException("end"), "EOF end"),
        Arguments.of(new ProtocolViolationException("odd"), "PROTOCOL odd"),
        Arguments.of(new SSLHandshakeException("cert"), "TLS cert"),
        Arguments.of(new SocketException("Connection reset"), "EOF Connection reset"));
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void beginsWithTheWordOfTheContract(IOException failure, String line) {
    assertThat(SendFailure.ofExchange(failure)).isEqualTo(line);
  }

  @Test
  void takesEveryFailedConnectForARefusal() {
    assertThat(SendFailure.ofConnect(new ConnectException("no"))).isEqualTo("REFUSED no");
    assertThat(SendFailure.ofConnect(new NoRouteToHostException("far"))).isEqualTo("REFUSED far");
    assertThat(SendFailure.ofConnect(new SocketTimeoutException("late"))).isEqualTo("TIMEOUT late");
  }

  @Test
  void keepsTheServersWordsInOneLine() {
    assertThat(SendFailure.ofExchange(new ErrorReplyException(6, "a\nEOF fake")))
        .isEqualTo("ERROR 6 INTERNAL: a\\u{a}EOF fake");
  }
}
