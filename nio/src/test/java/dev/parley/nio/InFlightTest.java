// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import static dev.parley.nio.Wire.echo;
import static dev.parley.nio.Wire.header;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a connection's bytes cost in memory; what happens to them is {@link ExchangeTest}'s. */
class InFlightTest {

  private static final int SHARED = 256 * 1024;

  private final ByteBuffer shared = ByteBuffer.allocateDirect(SHARED);
  private final FakeChannel peer = new FakeChannel();
  private final InFlight bytes = new InFlight(shared);

  InFlightTest() throws IOException {}

  private void read(byte[] sent, int frameSize) throws IOException {
    peer.give(sent);
    while (peer.unread() > 0) {
      bytes.read(peer.link, frameSize);
      bytes.keep(frameSize);
    }
  }

  @Test
  void nothing_is_kept_when_all_is_answered() throws IOException {
    peer.give(echo(1, 100));
    bytes.read(peer.link, 9);
    assertThat(bytes.bytes()).isSameAs(shared);
    bytes.bytes().position(bytes.bytes().limit());
    bytes.send(peer.link);

    bytes.keep(9);

    assertThat(bytes.isEmpty()).isTrue();
    assertThat(bytes.bytes().capacity()).isZero();
  }

  @Test
  void an_announced_length_costs_nothing() throws IOException {
    read(header(16_777_216, 1, 1), 9 + 16_777_216);

    assertThat(bytes.bytes().remaining()).isEqualTo(9);
    assertThat(bytes.bytes().capacity()).isLessThanOrEqualTo(18);
  }

  @Test
  void a_partial_frame_costs_twice_what_came() throws IOException {
    byte[] frame = echo(1, 16_777_216);
    read(Arrays.copyOf(frame, 3_000_000), frame.length);

    assertThat(bytes.bytes().remaining()).isEqualTo(3_000_000);
    assertThat(bytes.bytes().capacity()).isLessThanOrEqualTo(6_000_000);
  }

  @Test
  void a_frame_that_is_all_but_whole_costs_no_more_than_the_frame() throws IOException {
    byte[] frame = echo(1, 65_536);
    read(Arrays.copyOf(frame, frame.length - 1), frame.length);

    assertThat(bytes.bytes().capacity()).isLessThanOrEqualTo(frame.length);
  }

  /** From there it is sent as it is. What lies on the heap, the JDK copies once more to send it. */
  @Test
  void a_frame_that_becomes_whole_is_put_together_in_the_shared_buffer() throws IOException {
    byte[] frame = echo(1, 65_536);
    read(Arrays.copyOf(frame, 30_000), frame.length);

    peer.give(Arrays.copyOfRange(frame, 30_000, frame.length));
    bytes.read(peer.link, frame.length);

    assertThat(bytes.bytes()).isSameAs(shared);
    assertThat(Wire.bytes(bytes.bytes())).isEqualTo(frame);
  }

  /** Each byte of a frame that drips must not cost a copy of all that came before. */
  @Test
  void bytes_that_drip_are_not_copied_again_and_again() throws IOException {
    byte[] frame = echo(1, 20_000);
    Set<ByteBuffer> buffers = Collections.newSetFromMap(new IdentityHashMap<>());
    for (byte b : frame) {
      read(new byte[] {b}, frame.length);
      buffers.add(bytes.bytes());
    }

    assertThat(Wire.bytes(bytes.bytes())).isEqualTo(frame);
    assertThat(buffers).hasSizeLessThan(20);
  }

  /** The JDK copies all that a heap buffer has to a direct one, however little the socket takes. */
  @Test
  void a_large_reply_is_written_in_pieces() throws IOException {
    byte[] frame = echo(1, 1_000_000);
    read(frame, frame.length);
    bytes.bytes().position(frame.length);

    assertThat(bytes.send(peer.link)).isEqualTo(frame.length);

    assertThat(peer.taken.toByteArray()).isEqualTo(frame);
    assertThat(peer.largestWrite).isEqualTo(SHARED);
  }
}
