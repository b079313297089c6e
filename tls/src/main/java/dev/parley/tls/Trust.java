// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Whom to believe that they are who they say. */
final class Trust {

  private Trust() {}

  /** Returns what believes those whose certificates come from the authorities of a PEM file. */
  static TrustManager[] in(Path authorities) throws GeneralSecurityException {
    KeyStore store = emptyStore();
    int count = 0;
    for (X509Certificate certificate : Pem.certificates(authorities)) {
      store.setCertificateEntry("authority-" + ++count, certificate);
    }
    return managers(store);
  }

  /** Returns what believes those whose certificates come from the authorities of the JDK. */
  static TrustManager[] inKnownAuthorities() throws GeneralSecurityException {
    return managers(null);
  }

  /** Returns what believes everyone: no protection at all against one who sits in between. */
  static TrustManager[] inEveryone() {
    return new TrustManager[] {new Everyone()};
  }

  private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return Arrays.stream(factory.getTrustManagers())
        .map(X509ExtendedTrustManager.class::cast)
        .map(DatedTrust::new)
        .toArray(TrustManager[]::new);
  }

  /**
   * Of the type that is quickest: PKCS12 would encrypt a key in 10,000 rounds, for nobody to see.
   */
  static KeyStore emptyStore() throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("JKS");
    try {
      store.load(null, null);
    } catch (IOException e) {
      throw new GeneralSecurityException("a store in memory needs no file", e);
    }
    return store;
  }

  /** Not an X509TrustManager alone: the JDK would go on to check the name. */
  private static final class Everyone extends X509ExtendedTrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
