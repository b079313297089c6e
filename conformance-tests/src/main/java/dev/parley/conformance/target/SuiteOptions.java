// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

import dev.parley.conformance.tls.Credentials;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.TlsFiles;
import dev.parley.protocol.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/** The options from which every scenario starts. */
public final class SuiteOptions {

  private static final Duration OUT_OF_THE_WAY = Duration.ofSeconds(30);

  /** A free port of the loopback address, and clocks that no scenario lives to see. */
  public static final ServerOptions BASE =
      ServerOptions.defaults().toBuilder()
          .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
          .idleTimeout(OUT_OF_THE_WAY)
          .frameTimeout(OUT_OF_THE_WAY)
          .writeTimeout(OUT_OF_THE_WAY)
          .handshakeTimeout(OUT_OF_THE_WAY)
          .build();

  private SuiteOptions() {}

  /** Returns the options for servers of a transport: over TLS, with a certificate for localhost. */
  public static ServerOptions of(Transport transport) {
    if (transport != Transport.TLS) {
      return BASE;
    }
    var files =
        new TlsFiles(Credentials.LOCALHOST.certificate(), Credentials.LOCALHOST.key(), null);
    return BASE.toBuilder().tls(files).build();
  }
}
