// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads PEM files (RFC 7468): base64 between two lines that say what it is. What cannot be used is
 * an {@link IllegalArgumentException} that names the file and says why.
 */
final class Pem {

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]*)-----END \\1PRIVATE KEY-----");

  private Pem() {}

  /** Returns the certificates of a file, at least one. */
  static List<X509Certificate> certificates(Path file) {
    byte[] content = read(file);
    try {
      var in = new ByteArrayInputStream(content);
      List<X509Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(Pem::x509)
              .toList();
      if (certificates.isEmpty()) {
        throw unusable(file, "no certificate is in it");
      }
      return certificates;
    } catch (CertificateException e) {
      throw unusable(file, "it holds no certificate in PEM");
    }
  }

  private static X509Certificate x509(Certificate certificate) {
    return (X509Certificate) certificate;
  }

  /**
   * Returns the private key of a file.
   *
   * @param algorithm what the certificate's key is made for, such as RSA or EC
   */
  static PrivateKey privateKey(Path file, String algorithm) {
    Matcher key = KEY.matcher(new String(read(file), ISO_8859_1));
    if (!key.find()) {
      throw unusable(file, "no private key in PEM is in it");
    }
    return switch (key.group(1)) {
      case "" -> pkcs8(file, key.group(2), algorithm);
      case "ENCRYPTED " ->
          throw unusable(file, "the key is encrypted; 'openssl pkcs8 -in FILE' decrypts it");
      default ->
          throw unusable(
              file,
              "it is an %skey, not PKCS#8; 'openssl pkcs8 -topk8 -nocrypt -in FILE' converts it"
                  .formatted(key.group(1)));
    };
  }

  private static PrivateKey pkcs8(Path file, String base64, String algorithm) {
    try {
      var encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64));
      return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
    } catch (GeneralSecurityException e) {
      throw unusable(file, "it holds no %s key, as the certificate wants".formatted(algorithm));
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw unusable(file, "there is no such file");
    } catch (IOException e) {
      throw unusable(file, "it cannot be read");
    }
  }

  static IllegalArgumentException unusable(Path file, String why) {
    return new IllegalArgumentException("cannot use %s: %s".formatted(file, why));
  }
}
