// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import dev.parley.protocol.Endpoint;
import java.net.InetSocketAddress;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/**
 * Why a client did not come to terms with a server, in words. The JDK's own speak of PKIX paths.
 */
final class HandshakeFailure {

  private HandshakeFailure() {}

  /**
   * Returns an exception that names the peer and says what is wrong; the given one is its cause.
   */
  static SSLException explain(SSLException failure, InetSocketAddress peer) {
    var explained =
        new SSLHandshakeException(
            "no TLS with %s: %s".formatted(Endpoint.text(peer), why(failure, peer)));
    explained.initCause(failure);
    return explained;
  }

  private static String why(SSLException failure, InetSocketAddress peer) {
    return causes(failure)
        .flatMap(cause -> reason(cause, peer))
        .findFirst()
        .orElse(String.valueOf(failure.getMessage()));
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }

  private static Stream<String> reason(Throwable cause, InetSocketAddress peer) {
    String message = String.valueOf(cause.getMessage());
    return switch (cause) {
      case CertificateExpiredException _ ->
          Stream.of("its certificate has expired (" + message + ")");
      case CertificateNotYetValidException _ ->
          Stream.of("its certificate is not yet valid (" + message + ")");
      case CertPathBuilderException _ ->
          Stream.of("its certificate comes from an authority that is not trusted");
      case CertificateException _ when message.startsWith("No ") ->
          Stream.of(
              "its certificate is for another name than %s (%s)"
                  .formatted(peer.getHostString(), message));
      case SSLException _ when message.contains("recognized SSL message") ->
          Stream.of("it does not speak TLS");
      default -> Stream.empty();
    };
  }
}
