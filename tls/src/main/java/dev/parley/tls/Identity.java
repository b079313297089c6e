// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * Who one is: a certificate, those that lead to its authority, and the private key.
 *
 * @param chain one's own certificate first
 * @param key fits the first certificate
 */
record Identity(List<X509Certificate> chain, PrivateKey key) {

  private static final char[] NO_PASSWORD = {};

  /**
   * Reads an identity that can be used now.
   *
   * @throws IllegalArgumentException if a file is missing or broken, the certificate not valid, or
   *     the key another's
   */
  static Identity of(Path certificate, Path key) {
    List<X509Certificate> chain = Pem.certificates(certificate);
    X509Certificate own = chain.getFirst();
    requireValid(certificate, own);
    PrivateKey privateKey = Pem.privateKey(key, own.getPublicKey().getAlgorithm());
    if (!fit(privateKey, own.getPublicKey())) {
      throw Pem.unusable(key, "it is not the key of the certificate in " + certificate);
    }
    return new Identity(chain, privateKey);
  }

  private static void requireValid(Path file, X509Certificate certificate) {
    try {
      certificate.checkValidity();
    } catch (CertificateExpiredException e) {
      throw Pem.unusable(
          file, "the certificate expired on " + certificate.getNotAfter().toInstant());
    } catch (CertificateNotYetValidException e) {
      throw Pem.unusable(
          file, "the certificate is not valid before " + certificate.getNotBefore().toInstant());
    }
  }

  /** What one key signs, the other has to verify. */
  private static boolean fit(PrivateKey privateKey, PublicKey publicKey) {
    try {
      Signature signature = Signature.getInstance(signatureOf(publicKey.getAlgorithm()));
      signature.initSign(privateKey);
      signature.update(publicKey.getEncoded());
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(publicKey.getEncoded());
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static String signatureOf(String keyAlgorithm) {
    return switch (keyAlgorithm) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> keyAlgorithm;
    };
  }

  KeyManager[] keyManagers() throws GeneralSecurityException {
    KeyStore store = Trust.emptyStore();
    store.setKeyEntry("own", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }
}
