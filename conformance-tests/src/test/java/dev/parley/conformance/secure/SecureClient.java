// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.secure;

import dev.parley.protocol.Client;
import dev.parley.protocol.ClientOptions;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** A client that looks at the server's certificate itself, with at most one mistake. */
final class SecureClient implements Client {

  private final SSLSocket socket;
  private int lastId;

  private SecureClient(SSLSocket socket) {
    this.socket = socket;
  }

  static SecureClient connect(ClientOptions options, SecureClientFault fault) throws IOException {
    @Nullable SSLSocket socket = null;
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Everybody()}, null);
      socket = (SSLSocket) context.getSocketFactory().createSocket();
      socket.connect(options.peer(), (int) options.connectTimeout().toMillis());
      socket.startHandshake();
      var shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      Path trusted = Objects.requireNonNull(options.tls().authorities());
      look(shown, Pem.certificate(trusted), options.peer(), fault);
      return new SecureClient(socket);
    } catch (GeneralSecurityException | IOException e) {
      close(socket);
      throw e instanceof SSLException known ? known : new SSLException(e);
    }
  }

  private static void close(@Nullable Socket socket) throws IOException {
    if (socket != null) {
      socket.close();
    }
  }

  private static void look(
      X509Certificate shown,
      X509Certificate trusted,
      InetSocketAddress peer,
      SecureClientFault fault)
      throws GeneralSecurityException, SSLException {
    if (fault != SecureClientFault.BELIEVES_EVERYBODY && !shown.equals(trusted)) {
      throw new SSLException("of an authority that is not trusted");
    }
    String host = peer.getAddress().getHostAddress();
    Collection<?> names = shown.getSubjectAlternativeNames();
    if (fault != SecureClientFault.LOOKS_AT_NO_NAME && !names.toString().contains(host)) {
      throw new SSLException("of another name than " + host);
    }
    try {
      if (fault != SecureClientFault.LOOKS_AT_NO_DATES) {
        shown.checkValidity();
      }
    } catch (CertificateExpiredException e) {
      throw new SSLException("expired", e);
    } catch (CertificateNotYetValidException e) {
      throw new SSLException("not yet valid", e);
    }
  }

  @Override
  public byte[] echo(byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length).putInt(payload.length);
    socket.getOutputStream().write(frame.put((byte) 1).putInt(++lastId).put(payload).array());
    var in = new DataInputStream(socket.getInputStream());
    byte[] reply = new byte[in.readInt()];
    in.skipNBytes(5);
    in.readFully(reply);
    return reply;
  }

  @Override
  public byte[] delay(Duration delay, byte[] payload) {
    throw new UnsupportedOperationException("no scenario asks for it");
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Leaves the looking to the client. */
  private static final class Everybody implements X509TrustManager {

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
