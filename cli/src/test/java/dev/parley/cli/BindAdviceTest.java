// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.Transport;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindAdviceTest {

  private static final InetSocketAddress ADDRESS =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 7700);

  @ParameterizedTest
  @CsvSource({
    "TCP, Linux, ss -ltnp 'sport = :7700'",
    "TCP, Mac OS X, lsof -nP -iTCP:7700 -sTCP:LISTEN",
    "TCP, Windows 11, netstat -ano | findstr :7700",
    "UDP, Linux, ss -lunp 'sport = :7700'",
    "UDP, Mac OS X, lsof -nP -iUDP:7700",
    "UDP, Windows 11, netstat -ano | findstr :7700"
  })
  void tellsHowToSeeWhoHasThePort(Transport transport, String system, String command) {
    var taken = new BindException("Address already in use");
    String advice = BindAdvice.of(taken, ADDRESS, transport, system);

    assertThat(advice).startsWith("try another --port").endsWith(command);
  }

  @ParameterizedTest
  @CsvSource({
    "Permission denied, try a --port above 1023",
    "Cannot assign requested address, try a --host that this machine has",
    "something else, try another --host or --port"
  })
  void fitsTheReason(String reason, String advice) {
    assertThat(BindAdvice.of(new BindException(reason), ADDRESS, Transport.TCP, "Linux"))
        .startsWith(advice);
  }
}
