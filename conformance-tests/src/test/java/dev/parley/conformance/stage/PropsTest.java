// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.conformance.wire.Mismatch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PropsTest {

  @Test
  void says_why_a_connection_may_be_refused() throws IOException {
    InetSocketAddress nobody = portThatWasFree();

    Mismatch refused =
        catchThrowableOfType(
            Mismatch.class, () -> Props.connectPlain(nobody, 0, Duration.ofSeconds(5)));

    assertThat(refused).hasMessageContaining("but got Connection refused");
    assertThat(refused.causes()).singleElement().asString().contains("Nobody listens there");
  }

  private static InetSocketAddress portThatWasFree() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return (InetSocketAddress) socket.getLocalSocketAddress();
    }
  }
}
