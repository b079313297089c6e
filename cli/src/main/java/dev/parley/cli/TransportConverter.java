// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.protocol.Transport;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the scheme of a transport: {@code tcp}, {@code udp} or {@code tls}. */
final class TransportConverter implements ITypeConverter<Transport> {

  @Override
  public Transport convert(String scheme) {
    return Arrays.stream(Transport.values())
        .filter(transport -> transport.scheme().equals(scheme))
        .findFirst()
        .orElseThrow(() ->
            new TypeConversionException(
                "'%s' is none of %s".formatted(OneLine.of(scheme), String.join(", ", schemes()))));
  }

  private static List<String> schemes() {
    return Arrays.stream(Transport.values()).map(Transport::scheme).toList();
  }

  /** The schemes, for the shell's completion. */
  static final class Schemes implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return schemes().iterator();
    }
  }
}
