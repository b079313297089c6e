// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an address in numbers or a name, which it looks up; that may block. */
final class HostConverter implements ITypeConverter<InetAddress> {

  @Override
  public InetAddress convert(String text) {
    // Java takes the empty name for the loopback address; a person means something by it.
    if (text.isBlank()) {
      throw new TypeConversionException("the host is empty");
    }
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new TypeConversionException("'%s' names no host".formatted(OneLine.of(text)));
    }
  }
}
