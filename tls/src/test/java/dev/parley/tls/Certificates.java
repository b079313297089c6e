// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.TlsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Certificates of many kinds, made with keytool when a test first asks, and gone with the JVM. */
final class Certificates {

  private static final char[] PASSWORD = "password".toCharArray();
  private static final Path DIRECTORY = directory();
  private static final Path STORE = DIRECTORY.resolve("store.p12");
  private static final Map<String, TlsFiles> MADE = new ConcurrentHashMap<>();

  private Certificates() {}

  /** For localhost and 127.0.0.1, signed by itself, so that it is its own authority. */
  static TlsFiles localhost() {
    return made("localhost", "-keyalg", "EC", "-ext", "san=dns:localhost,ip:127.0.0.1");
  }

  static TlsFiles rsa() {
    return made("rsa", "-keyalg", "RSA", "-ext", "san=dns:localhost,ip:127.0.0.1");
  }

  static TlsFiles ofAnotherHost() {
    return made("another", "-keyalg", "EC", "-ext", "san=dns:elsewhere.example,ip:192.0.2.1");
  }

  static TlsFiles expired() {
    return signed("expired", "-startdate", "-3d", "-validity", "2");
  }

  static TlsFiles notYetValid() {
    return signed("early", "-startdate", "+1d", "-validity", "2");
  }

  /** Trusted for what it is, and yet out of date. */
  static TlsFiles expiredOfItself() {
    return made(
        "old", "-keyalg", "EC", "-ext", "san=ip:127.0.0.1", "-startdate", "-3d", "-validity", "2");
  }

  static TlsFiles authority() {
    return made("authority", "-keyalg", "EC", "-ext", "bc:c=ca:true");
  }

  /** For localhost, signed by {@link #authority}, which stands behind it in the file. */
  static TlsFiles signed() {
    return signed("signed");
  }

  private static TlsFiles signed(String name, String... dates) {
    authority();
    List<String> options =
        new ArrayList<>(
            List.of(
                "-keyalg", "EC", "-signer", "authority", "-ext", "san=dns:localhost,ip:127.0.0.1"));
    options.addAll(List.of(dates));
    return made(name, options.toArray(String[]::new));
  }

  /** A server's files: the certificate, and whom it lets in. */
  static TlsFiles lettingIn(TlsFiles server, TlsFiles authority) {
    return new TlsFiles(server.certificate(), server.key(), authority.certificate());
  }

  /** A client's files: no certificate of its own, and whom it trusts. */
  static TlsFiles trusting(TlsFiles authority) {
    return new TlsFiles(null, null, authority.certificate());
  }

  /** Listens with a certificate that our own servers would refuse. */
  static SSLServerSocket listening(TlsFiles files) throws IOException, GeneralSecurityException {
    Path key = Objects.requireNonNull(files.key());
    List<X509Certificate> chain = Pem.certificates(Objects.requireNonNull(files.certificate()));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(new Identity(chain, Pem.privateKey(key, "EC")).keyManagers(), null, null);
    return (SSLServerSocket)
        context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  static Path file(String name, String content) throws IOException {
    Path file = Files.createTempFile(DIRECTORY, "", name);
    file.toFile().deleteOnExit();
    return Files.writeString(file, content);
  }

  private static synchronized TlsFiles made(String name, String... options) {
    return MADE.computeIfAbsent(
        name,
        _ -> {
          try {
            return make(name, options);
          } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
          }
        });
  }

  private static TlsFiles make(String name, String... options)
      throws IOException, GeneralSecurityException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                STORE.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-alias",
                name,
                "-dname",
                "CN=" + name));
    command.addAll(List.of(options));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    assertThat(keytool.onExit().join().exitValue()).as(output).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(STORE)) {
      store.load(in, PASSWORD);
    }
    StringBuilder chain = new StringBuilder();
    for (Certificate certificate : store.getCertificateChain(name)) {
      chain.append(pem("CERTIFICATE", certificate.getEncoded()));
    }
    String key = pem("PRIVATE KEY", store.getKey(name, PASSWORD).getEncoded());
    return new TlsFiles(file(name + ".pem", chain.toString()), file(name + "-key.pem", key), null);
  }

  private static String pem(String what, byte[] content) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, base64, what);
  }

  private static Path directory() {
    try {
      Path directory = Files.createTempDirectory("parley-tls-");
      directory.toFile().deleteOnExit();
      directory.resolve("store.p12").toFile().deleteOnExit();
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
