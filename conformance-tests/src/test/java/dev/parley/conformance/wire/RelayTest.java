// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelayTest {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Test
  void losesNothingBeforeItBegins() {
    try (DatagramProbe server = DatagramProbe.atLoopback(PATIENCE);
        Relay relay = new Relay(server.address(), 42);
        DatagramProbe client = DatagramProbe.to(relay.address(), PATIENCE)) {
      for (int id = 0; id < 50; id++) {
        WireFrame echo = WireFrame.echo(id, new byte[id]);
        client.send(echo);
        var request = (Received.Datagram) server.next(PATIENCE);
        assertThat(request.bytes().id()).isEqualTo(id);
        server.sendTo(request.from(), echo.reply().bytes());
        client.expect(echo.reply());
      }
    }
  }

  @Test
  void losesAndDoublesBothWays() {
    try (DatagramProbe server = DatagramProbe.atLoopback(PATIENCE);
        Relay relay = new Relay(server.address(), 42);
        DatagramProbe client = DatagramProbe.to(relay.address(), PATIENCE)) {
      relay.begin();
      var fate = new Fate(42);
      int arrive = 0;
      for (int id = 0; id < 100; id++) {
        WireFrame echo = WireFrame.echo(id, new byte[2]);
        client.send(echo);
        arrive += fate.delays(echo.bytes()).size();
      }
      assertThat(arrive).isBetween(60, 110).isNotEqualTo(100);
      for (int came = 0; came < arrive; came++) {
        assertThat(server.next(PATIENCE)).isInstanceOf(Received.Datagram.class);
      }
      server.expectQuiet(Duration.ofMillis(500));
    }
  }

  @Test
  void decidesBySeedBytesAndTimesAlone() {
    assertThat(fates(7)).isEqualTo(fates(7)).isNotEqualTo(fates(8));
    assertThat(fates(7)).anyMatch(List::isEmpty).anyMatch(delays -> delays.size() == 2);
    assertThat(fates(7).stream().filter(List::isEmpty).count()).isBetween(150L, 250L);
  }

  private static List<List<Duration>> fates(long seed) {
    var fate = new Fate(seed);
    List<List<Duration>> fates = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      fates.add(fate.delays(WireFrame.echo(i / 4, new byte[3]).bytes()));
    }
    return fates;
  }
}
