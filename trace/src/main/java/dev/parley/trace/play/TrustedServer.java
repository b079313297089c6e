// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.play;

import dev.parley.protocol.TlsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Makes sockets that believe in one server's own certificate, and in no other. */
final class TrustedServer {

  private TrustedServer() {}

  static SocketFactory sockets(TlsFiles server) throws IOException {
    Path certificate = server.certificate();
    if (certificate == null) {
      throw new IllegalArgumentException("a server that speaks TLS has a certificate");
    }
    try (InputStream in = Files.newInputStream(certificate)) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry("server-" + trusted.size(), one);
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot trust " + certificate, e);
    }
  }
}
