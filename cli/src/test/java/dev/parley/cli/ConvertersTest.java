// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.protocol.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ConvertersTest {

  @ParameterizedTest
  @CsvSource({"0, 0", "0ms, 0", "500ms, 500", "2s, 2000", "1m, 60000", "2147483647ms, 2147483647"})
  void readsDurations(String text, long millis) {
    assertThat(new DurationConverter().convert(text)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "5", "-1s", "1.5s", "2 s", "s", "1h", "PT1S", "00", "2147483648ms", "40000m"})
  void refusesOtherDurations(String text) {
    assertThatExceptionOfType(TypeConversionException.class)
        .isThrownBy(() -> new DurationConverter().convert(text))
        .withMessageStartingWith("'" + text + "' is ");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "4096, 4096", "64k, 65536", "64K, 65536", "1m, 1048576", "16M, 16777216"})
  void readsSizes(String text, int bytes) {
    assertThat(new SizeConverter().convert(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "k", "-1", "1.5k", "64 k", "64kb", "1g", "2147483648", "2048m"})
  void refusesOtherSizes(String text) {
    assertThatExceptionOfType(TypeConversionException.class)
        .isThrownBy(() -> new SizeConverter().convert(text))
        .withMessageStartingWith("'" + text + "' is ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "7700", "65535"})
  void readsPorts(String text) {
    assertThat(new CountConverter.Port().convert(text)).isEqualTo(Integer.parseInt(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "65536", "0x1", "http", "99999999999"})
  void refusesOtherPorts(String text) {
    assertThatExceptionOfType(TypeConversionException.class)
        .isThrownBy(() -> new CountConverter.Port().convert(text))
        .withMessage("'%s' is no whole number from 0 to 65535", text);
  }

  @Test
  void readsTheLargestCount() {
    assertThat(new CountConverter().convert("2147483647")).isEqualTo(Integer.MAX_VALUE);
  }

  @ParameterizedTest
  @CsvSource({
    "tcp://127.0.0.1:7700, TCP, 127.0.0.1",
    "udp://127.0.0.1:7700/, UDP, 127.0.0.1",
    "tls://[::1]:7700, TLS, ::1"
  })
  void readsTargets(String text, Transport transport, String host) throws Exception {
    var address = new InetSocketAddress(InetAddress.getByName(host), 7700);

    assertThat(new TargetAddress.Converter().convert(text))
        .isEqualTo(new TargetAddress(transport, address));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:7700, is no target",
    "tcp://127.0.0.1, is no target",
    "tcp://:7700, is no target",
    "tcp://::1:7700, is no target",
    "tcp://user@127.0.0.1:7700, is no target",
    "http://127.0.0.1:7700, is none of tcp",
    "tcp://127.0.0.1:0, port 0",
    "tcp://127.0.0.1:65536, is no whole number from 0 to 65535",
    "tcp://host.invalid:7700, names no host"
  })
  void refusesOtherTargets(String text, String why) {
    assertThatExceptionOfType(TypeConversionException.class)
        .isThrownBy(() -> new TargetAddress.Converter().convert(text))
        .withMessageContaining(why);
  }

  @Test
  void namesATargetAsItIsGiven() {
    assertThat(new TargetAddress.Converter().convert("tcp://127.0.0.1:7700"))
        .hasToString("tcp://127.0.0.1:7700");
  }
}
