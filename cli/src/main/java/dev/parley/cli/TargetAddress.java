// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.protocol.Endpoint;
import dev.parley.protocol.Transport;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A server that is already there.
 *
 * @param transport how it is spoken to
 * @param address where it is, resolved
 */
record TargetAddress(Transport transport, InetSocketAddress address) {

  private static final Pattern SYNTAX =
      Pattern.compile(
          "(?<scheme>[a-z]+)://(\\[(?<ipv6>[^]]*:[^]]*)]|(?<host>[^]\\[/:@]+)):(?<port>[0-9]+)/?");

  @Override
  public String toString() {
    return transport.scheme() + "://" + Endpoint.text(address);
  }

  /**
   * Reads {@code tcp://HOST:PORT}, an IPv6 address in brackets. Looks a name up; that may block.
   */
  static final class Converter implements ITypeConverter<TargetAddress> {

    @Override
    public TargetAddress convert(String text) {
      Matcher parts = SYNTAX.matcher(text);
      if (!parts.matches()) {
        throw new TypeConversionException(
            "'%s' is no target: give it as tcp://HOST:PORT".formatted(OneLine.of(text)));
      }
      Transport transport = new TransportConverter().convert(parts.group("scheme"));
      int port = new CountConverter.Port().convert(parts.group("port"));
      if (port == 0) {
        throw new TypeConversionException("nothing can be reached at port 0");
      }
      String host = parts.group("ipv6") != null ? parts.group("ipv6") : parts.group("host");
      return new TargetAddress(
          transport, new InetSocketAddress(new HostConverter().convert(host), port));
    }
  }
}
