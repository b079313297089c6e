// SPDX-License-Identifier: Apache-2.0

/**
 * TLS, with {@link javax.net.ssl.SSLSocket} over threads and {@link javax.net.ssl.SSLEngine} over
 * event loops.
 */
module dev.parley.tls {
  requires transitive dev.parley.protocol;
  requires dev.parley.blocking;
  requires dev.parley.nio;
  requires static transitive org.jspecify;

  exports dev.parley.tls;

  provides dev.parley.protocol.Style with
      dev.parley.tls.TlsStyle,
      dev.parley.tls.TlsNioStyle;
}
