// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.TlsFiles;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Comparator;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS as Parley wants it (rule R13.1): who one is, whom one believes, and what one asks for. May be
 * used by any thread; connections of one context resume each other's sessions.
 *
 * @param context keys and trust
 * @param parameters what is asked of each connection; nobody changes them any more
 */
record TlsContext(SSLContext context, SSLParameters parameters) {

  private static final String PROTOCOL_NAME = "parley/1";

  /**
   * Returns what a server needs.
   *
   * @throws IllegalArgumentException if a file cannot be used
   */
  static TlsContext ofServer(TlsFiles files) {
    TlsContext tls = of(identity(files), authorities(files));
    tls.parameters.setNeedClientAuth(files.authorities() != null);
    return tls;
  }

  /**
   * Returns what a client needs.
   *
   * @throws IllegalArgumentException if a file cannot be used
   */
  static TlsContext ofClient(ClientOptions options) {
    TlsFiles files = options.tls();
    KeyManager[] keys = files.certificate() == null && files.key() == null ? null : identity(files);
    if (!options.verify()) {
      return of(keys, Trust.inEveryone());
    }
    TlsContext tls = of(keys, authorities(files));
    tls.parameters.setEndpointIdentificationAlgorithm("HTTPS"); // RFC 2818: the host's name
    return tls;
  }

  private static KeyManager[] identity(TlsFiles files) {
    Path certificate = files.certificate();
    Path key = files.key();
    if (certificate == null || key == null) {
      throw new IllegalArgumentException("TLS needs both a certificate and its private key");
    }
    return internal(() -> Identity.of(certificate, key).keyManagers());
  }

  private static TrustManager[] authorities(TlsFiles files) {
    Path authorities = files.authorities();
    return internal(() -> authorities == null ? Trust.inKnownAuthorities() : Trust.in(authorities));
  }

  private static TlsContext of(KeyManager @Nullable [] keys, TrustManager[] trust) {
    return internal(() -> {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust, null);
      return new TlsContext(context, parameters(context));
    });
  }

  private static SSLParameters parameters(SSLContext context) {
    SSLParameters parameters = context.getDefaultSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    parameters.setApplicationProtocols(new String[] {PROTOCOL_NAME});
    parameters.setCipherSuites(fastFirst(parameters.getCipherSuites()));
    return parameters;
  }

  /** The JDK prefers AES with keys of 256 bits, which takes longer and which nobody needs here. */
  private static String[] fastFirst(String[] suites) {
    Comparator<String> fast = Comparator.comparing(suite -> !suite.contains("AES_128_GCM"));
    return Arrays.stream(suites).sorted(fast).toArray(String[]::new);
  }

  /** Returns the engine of one connection that a server accepted. */
  SSLEngine serverEngine() {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setSSLParameters(parameters);
    return engine;
  }

  /** Returns the engine of a connection to a server. */
  SSLEngine clientEngine(InetSocketAddress peer) {
    SSLEngine engine = context.createSSLEngine(peer.getHostString(), peer.getPort());
    engine.setUseClientMode(true);
    engine.setSSLParameters(parameters);
    return engine;
  }

  /** What every JDK has cannot be missing; what a user can do wrong is told otherwise. */
  private static <T> T internal(Making<T> making) {
    try {
      return making.make();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK's TLS does not work", e);
    }
  }

  /** Makes something of the JDK's security. */
  private interface Making<T> {
    T make() throws GeneralSecurityException;
  }
}
