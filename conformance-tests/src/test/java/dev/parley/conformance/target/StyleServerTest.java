// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StyleServerTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void saysThatItListens() {
    assertThat(run(Map.of("PARLEY_PORT", "0"), "fixture-none")).isZero();
    assertThat(out.toString(UTF_8)).matches("LISTENING tcp://127\\.0\\.0\\.1:[1-9]\\d*\\R");
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @Test
  void refusesAStyleThatIsNotThere() {
    assertThat(run(Map.of(), "nonsense")).isEqualTo(64);
    assertThat(err.toString(UTF_8)).isEqualToIgnoringNewLines("no style is called 'nonsense'");
    assertThat(run(Map.of())).isEqualTo(64);
  }

  @Test
  void refusesAnInvalidValue() {
    assertThat(run(Map.of("PARLEY_PORT", "x"), "fixture-none")).isEqualTo(64);
    assertThat(err.toString(UTF_8)).contains("PARLEY_PORT").contains("'x'");
  }

  @Test
  void refusesAPortThatIsTaken() throws IOException {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(other.getLocalPort());
      assertThat(run(Map.of("PARLEY_PORT", port), "fixture-none")).isEqualTo(69);
    }
    assertThat(out.toString(UTF_8)).isEmpty();
    assertThat(err.toString(UTF_8)).isNotEmpty();
  }

  private int run(Map<String, String> environment, String... arguments) {
    return StyleServer.run(
        () -> StyleServer.named(arguments),
        environment,
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8));
  }
}
