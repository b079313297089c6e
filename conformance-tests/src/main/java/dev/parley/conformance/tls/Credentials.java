// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.tls;

import dev.parley.conformance.verdict.HarnessFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/** A certificate and its key, made when first asked for, and gone with the JVM. Thread-safe. */
public final class Credentials {

  private static final String LOOPBACK = "san=dns:localhost,ip:127.0.0.1,ip:0:0:0:0:0:0:0:1";

  /** For localhost and its addresses, signed by itself, so that it is its own authority. */
  public static final Credentials LOCALHOST = new Credentials("localhost", "-ext", LOOPBACK);

  /** The same, of another authority than anybody was told of. */
  public static final Credentials STRANGER = new Credentials("stranger", "-ext", LOOPBACK);

  /** For another host. */
  public static final Credentials ELSEWHERE =
      new Credentials("elsewhere", "-ext", "san=dns:elsewhere.example,ip:192.0.2.1");

  /** Over since a day. */
  public static final Credentials EXPIRED =
      new Credentials("expired", "-ext", LOOPBACK, "-startdate", "-3d", "-validity", "2");

  /** Not before tomorrow. */
  public static final Credentials EARLY =
      new Credentials("early", "-ext", LOOPBACK, "-startdate", "+1d", "-validity", "2");

  /** A client's. */
  public static final Credentials CLIENT = new Credentials("client");

  private final String name;
  private final List<String> options;
  private @Nullable Made made;

  private Credentials(String name, String... options) {
    this.name = name;
    this.options = new ArrayList<>(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
    this.options.addAll(List.of(options));
  }

  private record Made(KeyStore store, Path certificate, Path key) {}

  /** Returns the file with the certificate, in PEM. */
  public Path certificate() {
    return made().certificate;
  }

  /** Returns the file with the key: PKCS#8, in PEM. */
  public Path key() {
    return made().key;
  }

  /** Returns what shows the certificate to a peer. */
  KeyManager[] keyManagers() throws GeneralSecurityException {
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(made().store, Keytool.PASSWORD);
    return factory.getKeyManagers();
  }

  @Override
  public String toString() {
    return name;
  }

  private synchronized Made made() {
    if (made == null) {
      try {
        made = make();
      } catch (IOException | GeneralSecurityException e) {
        throw new HarnessFault("the suite cannot make a certificate", e);
      }
    }
    return made;
  }

  private Made make() throws IOException, GeneralSecurityException {
    Path directory = Files.createTempDirectory("parley-suite-");
    Path file = directory.resolve("store.p12");
    KeyStore store = Keytool.generate(file, name, options);
    List<String> chain = new ArrayList<>();
    for (Certificate one : store.getCertificateChain(name)) {
      chain.add(pem("CERTIFICATE", one.getEncoded()));
    }
    Path certificate =
        Files.writeString(directory.resolve("certificate.pem"), String.join("", chain));
    String secret = pem("PRIVATE KEY", store.getKey(name, Keytool.PASSWORD).getEncoded());
    Path key = Files.writeString(directory.resolve("key.pem"), secret);
    // In this order they are deleted last to first.
    List.of(directory, file, certificate, key).forEach(path -> path.toFile().deleteOnExit());
    return new Made(store, certificate, key);
  }

  private static String pem(String what, byte[] content) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, base64, what);
  }
}
