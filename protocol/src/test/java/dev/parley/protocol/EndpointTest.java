// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EndpointTest {

  private static final InetSocketAddress PEER =
      new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 7700);

  @Test
  void ipv4IsInNumbersWhateverItsName() throws UnknownHostException {
    InetAddress named = InetAddress.getByAddress("somewhere", new byte[] {127, 0, 0, 1});
    assertThat(Endpoint.text(new InetSocketAddress(named, 1))).isEqualTo("127.0.0.1:1");
  }

  @Test
  void ipv6IsInBrackets() {
    assertThat(Endpoint.text(new InetSocketAddress(InetAddress.ofLiteral("::1"), 65_535)))
        .isEqualTo("[0:0:0:0:0:0:0:1]:65535");
  }

  @Test
  void whatIsNotResolvedKeepsItsName() {
    assertThat(Endpoint.text(InetSocketAddress.createUnresolved("nowhere.invalid", 7700)))
        .isEqualTo("nowhere.invalid:7700");
  }

  @Test
  void anAddressThatCannotBeBoundIsNamed() {
    IOException cause = new IOException("Address already in use");
    assertThat(Endpoint.cannotBind(PEER, cause))
        .hasMessage("cannot bind 127.0.0.1:7700: Address already in use")
        .hasCause(cause);
  }

  @Test
  void aPeerThatRefusesIsNamed() {
    assertThat(Endpoint.cannotConnect(PEER, "refused"))
        .hasMessage("cannot connect to 127.0.0.1:7700: refused");
  }

  @Test
  void aPeerThatIsTooSlowIsNamedWithTheTime() {
    assertThat(Endpoint.timedOut(PEER, "reply", Duration.ofMillis(1_500)))
        .hasMessage("no reply from 127.0.0.1:7700 within 1500 ms");
  }
}
