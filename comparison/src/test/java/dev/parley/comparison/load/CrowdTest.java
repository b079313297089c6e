// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CrowdTest {

  @ParameterizedTest
  @ValueSource(strings = {"nio", "tls-nio"})
  void growsAndIsAnsweredAsAWhole(String style) throws IOException {
    try (var server = new ServerForTest(style);
        Crowd crowd = server.generator().crowd()) {
      assertThat(crowd.grow(0)).isEqualTo(new Crowd.Size(0, null, null, null));

      assertThat(crowd.grow(5).connections()).isEqualTo(5);
      Crowd.Size size = crowd.grow(12);

      assertThat(size.connections()).isEqualTo(12);
      assertThat(size.connectMicros()).isPositive();
      assertThat(size.messagesPerSecond()).isPositive();
      assertThat(size.error()).isNull();
    }
  }

  @Test
  void tellsHowManyThereAreWhenTheServerIsFull() throws IOException {
    try (var server = new ServerForTest("nio", options -> options.maximumConnections(3));
        Crowd crowd = server.generator().crowd()) {
      assertThat(crowd.grow(10))
          .isEqualTo(new Crowd.Size(3, null, null, "the server says ERROR BUSY"));
    }
  }

  @Test
  void tellsWhichConnectionIsGone() throws IOException {
    var server = new ServerForTest("nio");
    try (Crowd crowd = server.generator().crowd()) {
      crowd.grow(2);
      server.close();

      assertThat(crowd.grow(2).error()).startsWith("connection 1 of 2: ");
    }
  }
}
