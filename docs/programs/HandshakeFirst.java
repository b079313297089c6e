// SPDX-License-Identifier: Apache-2.0

// Wrong on purpose; see docs/tls.md.

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A thread for each client, but only for one that has shown that it speaks TLS. */
public class HandshakeFirst {

  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(System.getenv().getOrDefault("PARLEY_PORT", "7700"));
    try (ServerSocket server = context(store()).getServerSocketFactory().createServerSocket(port)) {
      System.out.println("LISTENING tls://127.0.0.1:" + server.getLocalPort());
      while (true) {
        SSLSocket client = (SSLSocket) server.accept();
        try {
          client.startHandshake();
          Thread.startVirtualThread(() -> serve(client));
        } catch (IOException e) {
          client.close();
        }
      }
    }
  }

  private static void serve(SSLSocket client) {
    try (client) {
      InputStream in = client.getInputStream();
      for (byte[] header = in.readNBytes(9); header.length == 9; header = in.readNBytes(9)) {
        int length = (header[2] & 0xFF) << 8 | header[3] & 0xFF; // 64 KiB is enough for a trial
        byte[] payload = in.readNBytes(length);
        header[4] |= 0x80; // what makes an ECHO its reply
        client.getOutputStream().write(header);
        client.getOutputStream().write(payload);
      }
    } catch (IOException e) {
      System.err.println(e);
    }
  }

  /** Reads the files that the launch contract names: both are PEM. */
  static KeyStore store() throws Exception {
    Certificate certificate;
    try (InputStream in = Files.newInputStream(Path.of(System.getenv("PARLEY_CERT")))) {
      certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
    String pem = Files.readString(Path.of(System.getenv("PARLEY_KEY")));
    byte[] encoded = Base64.getMimeDecoder().decode(pem.replaceAll("-----.*-----", ""));
    PrivateKey key =
        KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
            .generatePrivate(new PKCS8EncodedKeySpec(encoded));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("own", key, new char[0], new Certificate[] {certificate});
    return store;
  }

  /** Shows the certificate of a store, and trusts it. */
  static SSLContext context(KeyStore store) throws Exception {
    var keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, new char[0]);
    var trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
