// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ServerOptionsTest {

  private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

  @Test
  void aBuilderStartsFromTheOptions() {
    assertThat(other().toBuilder().build()).isEqualTo(other());
    assertThat(ServerOptions.defaults().toBuilder().build()).isEqualTo(ServerOptions.defaults());
  }

  @Test
  void aBuilderSetsEachOption() {
    ServerOptions defaults = ServerOptions.defaults();
    ServerOptions set =
        defaults.toBuilder()
            .address(other().address())
            .maximumPayload(1)
            .maximumConnections(2)
            .maximumDelay(Duration.ofMillis(3))
            .idleTimeout(Duration.ofMillis(4))
            .frameTimeout(Duration.ofMillis(5))
            .writeTimeout(Duration.ofMillis(6))
            .handshakeTimeout(Duration.ofMillis(7))
            .drainTimeout(Duration.ofMillis(8))
            .backlog(9)
            .receiveBuffer(10)
            .sendBuffer(11)
            .noDelay(false)
            .keepAlive(true)
            .reuseAddress(false)
            .tls(other().tls())
            .build();
    assertThat(set).isEqualTo(other());
  }

  @Test
  void onlyAServerOfDatagramsAsksForARoomThatNobodyChose() {
    ServerOptions chosen = builder().receiveBuffer(10).build();

    assertThat(ServerOptions.defaults().receiveBufferFor(Transport.TCP)).isZero();
    assertThat(ServerOptions.defaults().receiveBufferFor(Transport.UDP)).isEqualTo(4_194_304);
    assertThat(chosen.receiveBufferFor(Transport.TCP)).isEqualTo(10);
    assertThat(chosen.receiveBufferFor(Transport.UDP)).isEqualTo(10);
  }

  static Stream<Arguments> numbers() {
    return Stream.of(
        number("maximum payload", ServerOptions.Builder::maximumPayload, 0, 16_777_216),
        number(
            "maximum connections", ServerOptions.Builder::maximumConnections, 0, Integer.MAX_VALUE),
        number("backlog", ServerOptions.Builder::backlog, 1, Integer.MAX_VALUE),
        number("receive buffer", ServerOptions.Builder::receiveBuffer, 0, Integer.MAX_VALUE),
        number("send buffer", ServerOptions.Builder::sendBuffer, 0, Integer.MAX_VALUE));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("numbers")
  void aNumberHasBounds(
      String name,
      BiFunction<ServerOptions.Builder, Integer, ServerOptions.Builder> setter,
      int smallest,
      int largest) {
    ServerOptions least = setter.apply(builder(), smallest).build();
    ServerOptions most = setter.apply(builder(), largest).build();
    assertThat(least).isNotEqualTo(most);
    assertRefused(setter.apply(builder(), smallest - 1), name, Integer.toString(smallest - 1));
    if (largest < Integer.MAX_VALUE) {
      assertRefused(setter.apply(builder(), largest + 1), name, Integer.toString(largest + 1));
    }
  }

  static Stream<Arguments> durations() {
    return Stream.of(
        duration("maximum delay", ServerOptions.Builder::maximumDelay),
        duration("idle timeout", ServerOptions.Builder::idleTimeout),
        duration("frame timeout", ServerOptions.Builder::frameTimeout),
        duration("write timeout", ServerOptions.Builder::writeTimeout),
        duration("handshake timeout", ServerOptions.Builder::handshakeTimeout),
        duration("drain timeout", ServerOptions.Builder::drainTimeout));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("durations")
  void aDurationHasBounds(
      String name, BiFunction<ServerOptions.Builder, Duration, ServerOptions.Builder> setter) {
    ServerOptions least = setter.apply(builder(), Duration.ZERO).build();
    ServerOptions most = setter.apply(builder(), LONGEST).build();
    assertThat(least).isNotEqualTo(most);
    assertRefused(setter.apply(builder(), Duration.ofNanos(-1)), name, "PT-0.000000001S");
    assertRefused(setter.apply(builder(), LONGEST.plusNanos(1)), name, "PT596H31M23.647000001S");
    // More than a long of milliseconds holds: nobody is to meet an arithmetic error of it later.
    assertRefused(setter.apply(builder(), Duration.ofSeconds(Long.MAX_VALUE)), name, "30M7S");
  }

  private static void assertRefused(ServerOptions.Builder builder, String name, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessageStartingWith(name + " must ")
        .withMessageEndingWith(value);
  }

  private static Arguments number(
      String name,
      BiFunction<ServerOptions.Builder, Integer, ServerOptions.Builder> setter,
      int smallest,
      int largest) {
    return Arguments.of(name, setter, smallest, largest);
  }

  private static Arguments duration(
      String name, BiFunction<ServerOptions.Builder, Duration, ServerOptions.Builder> setter) {
    return Arguments.of(name, setter);
  }

  private static ServerOptions.Builder builder() {
    return ServerOptions.defaults().toBuilder();
  }

  /** Options that differ from the default in each value. */
  private static ServerOptions other() {
    return new ServerOptions(
        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), 1),
        1,
        2,
        Duration.ofMillis(3),
        Duration.ofMillis(4),
        Duration.ofMillis(5),
        Duration.ofMillis(6),
        Duration.ofMillis(7),
        Duration.ofMillis(8),
        9,
        10,
        11,
        false,
        true,
        false,
        new TlsFiles(Path.of("12"), Path.of("13"), Path.of("14")));
  }
}
