// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.TlsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * A certificate for this machine, for trials: made by itself, for localhost, 127.0.0.1 and ::1.
 *
 * <p>The JDK has no API that makes a certificate, but it has keytool: the tool comes with {@code
 * java.base}, so that it is wherever Java is, and a library for this alone would weigh more than
 * all of Parley.
 */
final class DevelopmentCertificate {

  private static final String PASSWORD = "for a moment";
  private static final String ALIAS = "localhost";

  private DevelopmentCertificate() {}

  /** Returns the options with a certificate, if there is none; as {@link #make}. */
  static ServerOptions complete(ServerOptions options) throws IOException {
    TlsFiles given = options.tls();
    if (given.certificate() != null || given.key() != null) {
      return options;
    }
    TlsFiles made = make();
    var files = new TlsFiles(made.certificate(), made.key(), given.authorities());
    return options.toBuilder().tls(files).build();
  }

  /**
   * Makes a certificate and its key, in a directory that only this user can read, and that goes
   * when the JVM ends. Blocks for about a second.
   */
  static TlsFiles make() throws IOException {
    Path directory = Files.createTempDirectory("parley-");
    directory.toFile().deleteOnExit();
    Path store = directory.resolve("store.p12");
    try {
      runKeytool(store);
      KeyStore made = load(store);
      return new TlsFiles(
          write(
              directory.resolve("certificate.pem"),
              "CERTIFICATE",
              made.getCertificate(ALIAS).getEncoded()),
          write(
              directory.resolve("key.pem"),
              "PRIVATE KEY",
              made.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()),
          null);
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot make a certificate", e);
    } finally {
      Files.deleteIfExists(store);
    }
  }

  private static void runKeytool(Path store) throws IOException {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    List<String> command =
        List.of(
            keytool.toString(),
            "-genkeypair",
            "-keystore",
            store.toString(),
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-alias",
            ALIAS,
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=localhost, O=Parley development",
            "-ext",
            "san=dns:localhost,ip:127.0.0.1,ip:0:0:0:0:0:0:0:1",
            "-validity",
            "30");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(
            process.getInputStream().readAllBytes(),
            Charset.defaultCharset()); // blocks until it ends
    if (waitFor(process) != 0) {
      throw new IOException("cannot make a certificate: keytool says " + output.strip());
    }
  }

  private static int waitFor(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a certificate was made", e);
    }
  }

  private static KeyStore load(Path store) throws IOException, GeneralSecurityException {
    KeyStore loaded = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      loaded.load(in, PASSWORD.toCharArray());
    }
    return loaded;
  }

  private static Path write(Path file, String what, byte[] content) throws IOException {
    file.toFile().deleteOnExit();
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.writeString(
        file, "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(what, base64, what));
  }
}
