// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchContractTest {

  private static final ServerOptions OTHER =
      ServerOptions.defaults().toBuilder()
          .address(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), 65_535))
          .maximumPayload(16_777_216)
          .maximumConnections(2)
          .maximumDelay(Duration.ofMillis(3))
          .idleTimeout(Duration.ofMillis(4))
          .frameTimeout(Duration.ofMillis(5))
          .writeTimeout(Duration.ofMillis(6))
          .handshakeTimeout(Duration.ofMillis(7))
          .drainTimeout(Duration.ofMillis(Integer.MAX_VALUE))
          .tls(new TlsFiles(Path.of("certificate.pem"), Path.of("key.pem"), null))
          .build();

  @Test
  void anEmptyEnvironmentMeansTheDefaults() {
    assertThat(LaunchContract.options(Map.of())).isEqualTo(ServerOptions.defaults());
  }

  /** Appendix A prints what this class says. */
  @Test
  void theDefaultsAreThoseOfTheSpecification() {
    Map<String, String> table =
        Specification.rows("Appendix A", "\\| `(PARLEY_\\w+)` \\|.*\\| (\\S+) \\|").stream()
            .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2)));
    assertThat(LaunchContract.environment(ServerOptions.defaults(), Transport.TCP))
        .isEqualTo(table);
  }

  @Test
  void allVariablesMakeTheRoundTrip() {
    Map<String, String> environment = LaunchContract.environment(OTHER, Transport.UDP);
    assertThat(LaunchContract.options(environment)).isEqualTo(OTHER);
    assertThat(environment).containsEntry("PARLEY_TRANSPORT", "udp");
  }

  @Test
  void anAddressOfIpv6MakesTheRoundTrip() {
    InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral("::1"), 0);
    ServerOptions options = ServerOptions.defaults().toBuilder().address(address).build();
    Map<String, String> environment = LaunchContract.environment(options, Transport.TCP);
    assertThat(LaunchContract.options(environment).address()).isEqualTo(address);
  }

  @Test
  void aNameWithoutNumbersCannotBeBound() {
    InetSocketAddress address = InetSocketAddress.createUnresolved("nowhere.invalid", 7700);
    ServerOptions options = ServerOptions.defaults().toBuilder().address(address).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LaunchContract.environment(options, Transport.TCP))
        .withMessage("nowhere.invalid:7700 has no numbers to bind");
  }

  @Test
  void anEmptyVariableMeansTheDefault() {
    Map<String, String> environment = LaunchContract.environment(OTHER, Transport.TCP);
    environment.replaceAll((variable, value) -> "");
    assertThat(LaunchContract.options(environment)).isEqualTo(ServerOptions.defaults());
  }

  @Test
  void anUnknownVariableIsIgnored() {
    assertThat(LaunchContract.options(Map.of("PARLEY_COLOUR", "red", "PATH", "x")))
        .isEqualTo(ServerOptions.defaults());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "+1", "x", "1.5", " 5", "0x10", "1e3", "٣", "99999999999"})
  void aValueIsAWholeNumber(String value) {
    assertRefused("PARLEY_FRAME_TIMEOUT_MS", value, 2_147_483_647);
  }

  @ParameterizedTest
  @CsvSource({
    "PARLEY_PORT, 65535",
    "PARLEY_MAX_PAYLOAD, 16777216",
    "PARLEY_MAX_CONNECTIONS, 2147483647",
    "PARLEY_MAX_DELAY_MS, 2147483647",
    "PARLEY_IDLE_TIMEOUT_MS, 2147483647",
    "PARLEY_FRAME_TIMEOUT_MS, 2147483647",
    "PARLEY_WRITE_TIMEOUT_MS, 2147483647",
    "PARLEY_HANDSHAKE_TIMEOUT_MS, 2147483647",
    "PARLEY_DRAIN_TIMEOUT_MS, 2147483647"
  })
  void aValueHasALargest(String variable, long largest) {
    Map<String, String> environment = Map.of(variable, Long.toString(largest));
    assertThat(LaunchContract.environment(LaunchContract.options(environment), Transport.TCP))
        .containsAllEntriesOf(environment);
    assertRefused(variable, Long.toString(largest + 1), largest);
  }

  @Test
  void aHostThatIsNoneIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LaunchContract.options(Map.of("PARLEY_HOST", "[nowhere]")))
        .withMessage("PARLEY_HOST names no host: [nowhere]");
  }

  @Test
  void theLineNamesSchemeHostAndPort() {
    assertThat(
            LaunchContract.listening(
                Transport.TCP, new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 7700)))
        .isEqualTo("LISTENING tcp://127.0.0.1:7700");
    assertThat(
            LaunchContract.listening(
                Transport.TLS, new InetSocketAddress(InetAddress.ofLiteral("::1"), 1)))
        .isEqualTo("LISTENING tls://[0:0:0:0:0:0:0:1]:1");
  }

  private static void assertRefused(String variable, String value, long largest) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LaunchContract.options(Map.of(variable, value)))
        .withMessage("%s must be a whole number from 0 to %d, not '%s'", variable, largest, value);
  }
}
