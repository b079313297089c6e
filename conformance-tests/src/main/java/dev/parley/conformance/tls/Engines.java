// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.tls;

import dev.parley.conformance.verdict.HarnessFault;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Makes the suite's side of TLS. It believes everybody: whom to trust is what clients are judged
 * by.
 */
public final class Engines {

  /** The name of Parley/1 in ALPN (rule R13.1). */
  public static final String ALPN = "parley/1";

  /** The versions that a server must speak (rule R13.1). */
  public static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");

  private final SSLContext context;

  private Engines(SSLContext context) {
    this.context = context;
  }

  /** Returns what makes engines that show these credentials, or none; sessions are resumed. */
  public static Engines with(@Nullable Credentials own) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          own == null ? null : own.keyManagers(), new TrustManager[] {new Credulous()}, null);
      return new Engines(context);
    } catch (GeneralSecurityException e) {
      throw new HarnessFault("the suite cannot speak TLS", e);
    }
  }

  /** Returns a client's engine that speaks one version and offers Parley/1. */
  public SSLEngine client(InetSocketAddress peer, String version) {
    return client(peer, version, ALPN);
  }

  /** Returns a client's engine that offers these application protocols, or none. */
  public SSLEngine client(InetSocketAddress peer, String version, String... alpn) {
    // The address is what a session is found by again.
    SSLEngine engine = context.createSSLEngine(peer.getAddress().getHostAddress(), peer.getPort());
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(new String[] {version});
    parameters.setApplicationProtocols(alpn);
    engine.setSSLParameters(parameters);
    return engine;
  }

  /** Returns a server's engine. */
  public SSLEngine server() {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {ALPN});
    engine.setSSLParameters(parameters);
    return engine;
  }

  /** Believes everybody. */
  private static final class Credulous extends X509ExtendedTrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
