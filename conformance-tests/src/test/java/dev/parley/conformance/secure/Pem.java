// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.secure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** What stands in the files that the suite hands out. */
final class Pem {

  static final char[] PASSWORD = "fixture".toCharArray();

  private Pem() {}

  static X509Certificate certificate(Path file) throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  /** Returns a store with the certificate and its key. */
  static KeyStore identity(Path certificate, Path key)
      throws IOException, GeneralSecurityException {
    String base64 = Files.readString(key).replaceAll("-----[A-Z ]+-----", "");
    byte[] encoded = Base64.getMimeDecoder().decode(base64);
    PrivateKey secret =
        KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    KeyStore store = empty();
    store.setKeyEntry("own", secret, PASSWORD, new Certificate[] {certificate(certificate)});
    return store;
  }

  /** Returns a store in which only this certificate is trusted. */
  static KeyStore trusting(Path authority) throws IOException, GeneralSecurityException {
    KeyStore store = empty();
    store.setCertificateEntry("trusted", certificate(authority));
    return store;
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    return store;
  }
}
