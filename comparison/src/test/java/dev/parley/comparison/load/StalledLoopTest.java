// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parley.protocol.Transport;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A generator that gets no processor when its window ends: the longer window has more requests. */
@Timeout(60)
class StalledLoopTest {

  private static final int RATE = 1_000;
  private static final double MEASURED = 0.1;
  private static final int STALLED_MILLIS = 400;

  private final Window window = new Window(0, MEASURED, new Meter(null));
  private final Template template = new Template(1, 16, false);

  @Test
  void datagramsThatWereDueMeanwhileHaveWaited() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (var silent = new DatagramSocket(0, loopback);
        var loop =
            new DatagramLoop(
                new InetSocketAddress(loopback, silent.getLocalPort()),
                1,
                1,
                template,
                new Stalled(),
                window)) {
      loop.run();
    }
    requireAllThatWereDue();
  }

  @Test
  void requestsThatWereDueMeanwhileHaveWaited() throws IOException {
    try (var server = new SleepyServer(20_000);
        var dialer = new Dialer(Transport.TCP, server.address());
        var loop =
            new StreamLoop(List.of(dialer.dialAndEcho()), template, 1, new Stalled(), window)) {
      loop.run();
    }
    requireAllThatWereDue();
  }

  private void requireAllThatWereDue() {
    LoadResult result = window.result();
    assertThat(result.seconds()).isGreaterThan(STALLED_MILLIS / 1e3);
    // Where the window ends, and where its first request is due, is between two of them.
    assertThat((double) Objects.requireNonNull(result.latency()).count())
        .isCloseTo(RATE * result.seconds(), within(2.0));
  }

  @Test
  void theWindowEndsWhenTheLoopDoes() {
    long now = System.nanoTime();
    long late = now + TimeUnit.MINUTES.toNanos(10);
    window.open(now);
    assertThat(window.goesOn(now)).isTrue();
    assertThat(window.goesOn(late)).isFalse();

    window.end(late);
    window.waited(late - TimeUnit.SECONDS.toNanos(50));

    LoadResult result = window.result();
    assertThat(result.seconds()).isBetween(500.0, 600.0);
    assertThat(Objects.requireNonNull(result.latency()).max()).isCloseTo(50e6, within(0.1e6));
  }

  /** By the clock; whoever asks when the next one is due stalls. */
  private static final class Stalled implements Pace {

    private final Pace open = new Open(RATE, 1, 1);

    @Override
    public void begin(long now) {
      open.begin(now);
    }

    @Override
    public int next(long now) {
      return open.next(now);
    }

    @Override
    public int due(Flow flow) {
      return open.due(flow);
    }

    @Override
    public long since(Flow flow) {
      return open.since(flow);
    }

    @Override
    public void waiting(Flow flow, LongConsumer since) {
      open.waiting(flow, since);
    }

    @Override
    public long rest(long now) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(STALLED_MILLIS));
      return 0;
    }
  }
}
