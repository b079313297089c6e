// SPDX-License-Identifier: Apache-2.0

package dev.parley.udp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.udp.Delays.Delayed;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DelaysTest {

  private static final SocketAddress PEER = InetSocketAddress.createUnresolved("peer", 1);

  private final Delays delays = new Delays();

  private static ByteBuffer request(int id) {
    return ByteBuffer.allocate(9).putInt(5, id).limit(9);
  }

  private int pollId(long now) {
    Delayed next = delays.poll(now);
    return next == null ? -1 : next.request().getInt(5);
  }

  @Test
  void the_soonest_comes_first_and_not_before_its_time() {
    delays.add(30, PEER, request(3));
    delays.add(10, PEER, request(1));
    delays.add(20, PEER, request(2));

    assertThat(delays.untilNext(4)).isEqualTo(6);
    assertThat(pollId(9)).isEqualTo(-1);
    assertThat(pollId(10)).isEqualTo(1);
    assertThat(pollId(30)).isEqualTo(2);
    assertThat(delays.isEmpty()).isFalse();
    assertThat(pollId(30)).isEqualTo(3);
    assertThat(delays.isEmpty()).isTrue();
    assertThat(pollId(Long.MAX_VALUE)).isEqualTo(-1);
    assertThat(delays.untilNext(0)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void nano_time_may_overflow() {
    long now = Long.MAX_VALUE - 5;
    delays.add(now + 10, PEER, request(2));
    delays.add(now + 3, PEER, request(1));

    assertThat(pollId(now + 3)).isEqualTo(1);
    assertThat(delays.untilNext(now + 3)).isEqualTo(7);
    assertThat(pollId(now + 10)).isEqualTo(2);
  }

  @Test
  void keeps_a_copy_with_its_peer() {
    ByteBuffer shared = ByteBuffer.wrap(Wire.hex("AA 01 02 03 BB")).position(1).limit(4);
    delays.add(1, PEER, shared);
    shared.put(1, (byte) 9);

    Delayed next = Objects.requireNonNull(delays.poll(1));
    assertThat(Wire.bytes(next.request())).isEqualTo(Wire.hex("01 02 03"));
    assertThat(next.peer()).isSameAs(PEER);
    assertThat(shared.remaining()).isEqualTo(3);
  }

  @Test
  void their_number_is_bounded() {
    for (int id = 0; id < Delays.MOST; id++) {
      assertThat(delays.add(id, PEER, request(id))).isTrue();
    }
    assertThat(delays.add(0, PEER, request(0))).isFalse();

    assertThat(pollId(0)).isZero();
    assertThat(delays.add(0, PEER, request(7))).isTrue();
    assertThat(delays.add(0, PEER, request(8))).isFalse();
  }

  @Test
  void their_bytes_are_bounded() {
    ByteBuffer large = ByteBuffer.allocate(65_507);
    int kept = 0;
    while (delays.add(kept, PEER, large)) {
      kept++;
    }
    assertThat(kept).isEqualTo(16 * 1024 * 1024 / 65_507);

    delays.poll(0);
    assertThat(delays.add(0, PEER, large)).isTrue();
    assertThat(delays.add(0, PEER, large)).isFalse();
  }
}
