// SPDX-License-Identifier: Apache-2.0

package dev.parley.udp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.DropReason;
import dev.parley.protocol.ServerOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatagramDecoderTest {

  private static final ServerOptions OPTIONS =
      ServerOptions.defaults().toBuilder()
          .maximumPayload(8)
          .maximumDelay(Duration.ofMillis(250))
          .build();

  private final DatagramDecoder decoder = new DatagramDecoder(OPTIONS);

  private @Nullable DropReason look(String hex) {
    return decoder.look(ByteBuffer.wrap(Wire.hex(hex)));
  }

  @Test
  void an_ECHO_is_a_request() {
    assertThat(look("00 00 00 02 01 FF FF FF FE 68 69")).isNull();
    assertThat(decoder.type()).isEqualTo(0x01);
    assertThat(decoder.id()).isEqualTo(-2);
    assertThat(decoder.payloadLength()).isEqualTo(2);
    assertThat(decoder.delayMillis()).isZero();
    assertThat(look("00 00 00 00 01 00 00 00 00")).isNull();
    assertThat(look("00 00 00 08 01 00 00 00 00 01 02 03 04 05 06 07 08")).isNull();
  }

  @Test
  void a_DELAY_waits_and_the_next_ECHO_does_not() {
    assertThat(look("00 00 00 05 02 00 00 00 08 00 00 00 FA 78")).isNull();
    assertThat(decoder.delayMillis()).isEqualTo(250);
    assertThat(look("00 00 00 00 01 00 00 00 00")).isNull();
    assertThat(decoder.delayMillis()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "'', MALFORMED",
    "00, MALFORMED",
    "00 00 00 00 01 00 00 00, MALFORMED",
    "00 00 00 02 01 00 00 00 07 68, MALFORMED",
    "00 00 00 02 01 00 00 00 07 68 69 6A, MALFORMED",
    "00 00 00 00 01 00 00 00 01 00 00 00 00 01 00 00 00 02, MALFORMED",
    "FF FF FF FF 01 00 00 00 07, MALFORMED",
    "FF FF FF FF 01 00 00 00, MALFORMED",
    "00 00 00 09 01 00 00 00 00 01 02 03 04 05 06 07 08 09, TOO_LARGE",
    "00 00 00 00 00 00 00 00 00, UNKNOWN_TYPE",
    "00 00 00 00 03 00 00 00 00, UNKNOWN_TYPE",
    "00 00 00 02 81 00 00 00 07 68 69, UNKNOWN_TYPE",
    "00 00 00 05 82 00 00 00 08 00 00 00 FA 78, UNKNOWN_TYPE",
    "00 00 00 01 FF 00 00 00 07 02, UNKNOWN_TYPE",
    "00 00 00 00 02 00 00 00 07, BAD_REQUEST",
    "00 00 00 03 02 00 00 00 07 00 00 00, BAD_REQUEST",
    "00 00 00 04 02 00 00 00 07 00 00 00 FB, BAD_REQUEST",
    "00 00 00 04 02 00 00 00 07 FF FF FF FF, BAD_REQUEST",
  })
  void anything_else_is_not(String hex, DropReason reason) {
    assertThat(look(hex)).isEqualTo(reason);
  }

  @ParameterizedTest
  @ValueSource(ints = {65_498, 65_499})
  void a_large_option_ends_where_datagrams_end(int size) {
    DropReason expected = size == 65_498 ? null : DropReason.TOO_LARGE;
    byte[] datagram = Wire.echo(1, size);
    assertThat(new DatagramDecoder(ServerOptions.defaults()).look(ByteBuffer.wrap(datagram)))
        .isEqualTo(expected);
  }

  /** A datagram that fills the buffer may have been cut off: its length does not fit, then. */
  @Test
  void what_was_cut_off_is_malformed() {
    byte[] datagram = Wire.echo(1, 8);
    for (int kept = 0; kept < datagram.length; kept++) {
      assertThat(decoder.look(ByteBuffer.wrap(datagram, 0, kept))).isEqualTo(DropReason.MALFORMED);
    }
  }

  @Test
  void noise_is_judged_without_an_exception_and_left_alone() {
    Random random = new Random(42);
    for (int count = 0; count < 100_000; count++) {
      byte[] noise = new byte[random.nextInt(20)];
      random.nextBytes(noise);
      if (noise.length >= 9 && random.nextBoolean()) {
        ByteBuffer.wrap(noise).putInt(noise.length - 9).put((byte) random.nextInt(4));
      }
      byte[] before = noise.clone();
      decoder.look(ByteBuffer.wrap(noise));
      assertThat(noise).isEqualTo(before);
    }
  }
}
