// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.conformance.wire.Mismatch;
import dev.parley.protocol.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListeningTest {

  @Test
  void readsTheAddress() {
    assertThat(Listening.parse("LISTENING tcp://127.0.0.1:7700", Transport.TCP))
        .hasToString("/127.0.0.1:7700");
    assertThat(Listening.parse("LISTENING tls://[::1]:1 ", Transport.TLS).getPort()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LISTENING ",
        "LISTENING 7700",
        "LISTENING tcp://127.0.0.1",
        "LISTENING tcp://127.0.0.1:0",
        "LISTENING tcp://127.0.0.1:65536",
        "LISTENING tcp://127.0.0.1:7700 now",
        "LISTENING udp://127.0.0.1:7700",
        "LISTENING tcp://:7700",
        "LISTENING tcp://localhost:7700",
        "LISTENING tcp://[nonsense]:7700"
      })
  void refusesWhatTellsNone(String line) {
    assertThatThrownBy(() -> Listening.parse(line, Transport.TCP))
        .isInstanceOf(Mismatch.class)
        .hasMessage("expected LISTENING tcp://<host in numbers>:<port>, but got \"" + line + "\"");
  }
}
