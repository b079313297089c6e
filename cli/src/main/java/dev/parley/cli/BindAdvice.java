// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.protocol.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Locale;

/** What to try when an address cannot be bound. */
final class BindAdvice {

  private BindAdvice() {}

  /**
   * Returns the advice; the reason is told only in words.
   *
   * @param system the operating system's name, as Java has it
   */
  static String of(
      IOException failure, InetSocketAddress address, Transport transport, String system) {
    String reason = OneLine.of(failure).toLowerCase(Locale.ROOT);
    if (reason.contains("in use")) {
      return "try another --port (0 takes any free one), or see who has it: "
          + whoHas(address.getPort(), transport, system.toLowerCase(Locale.ROOT));
    }
    if (reason.contains("permission denied")) {
      return "try a --port above 1023";
    }
    if (reason.contains("assign")) {
      return "try a --host that this machine has, such as 127.0.0.1";
    }
    return "try another --host or --port";
  }

  private static String whoHas(int port, Transport transport, String system) {
    boolean datagrams = transport == Transport.UDP;
    if (system.contains("windows")) {
      return "netstat -ano | findstr :" + port;
    }
    if (system.contains("mac")) {
      return (datagrams ? "lsof -nP -iUDP:%d" : "lsof -nP -iTCP:%d -sTCP:LISTEN").formatted(port);
    }
    return "ss -l%snp 'sport = :%d'".formatted(datagrams ? "u" : "t", port);
  }
}
