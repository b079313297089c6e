// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.protocol.Client;
import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.TlsFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certificates and keys: those that can be used, and what is said of the others. */
class MaterialTest {

  private static final TlsFiles GOOD = Certificates.localhost();

  private static Path certificate(TlsFiles files) {
    return Objects.requireNonNull(files.certificate());
  }

  private static Path key(TlsFiles files) {
    return Objects.requireNonNull(files.key());
  }

  private static void assertUnusable(TlsFiles files, Path named, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TlsContext.ofServer(files))
        .withMessage("cannot use %s: %s", named, why);
  }

  @Test
  void a_missing_file_is_named() {
    Path nowhere = Path.of("nowhere.pem");
    String why = "there is no such file";
    assertUnusable(new TlsFiles(nowhere, key(GOOD), null), nowhere, why);
    assertUnusable(new TlsFiles(certificate(GOOD), nowhere, null), nowhere, why);
    assertUnusable(new TlsFiles(certificate(GOOD), key(GOOD), nowhere), nowhere, why);
  }

  @Test
  void a_directory_is_no_file() {
    Path directory = Objects.requireNonNull(certificate(GOOD).getParent());
    assertUnusable(new TlsFiles(directory, key(GOOD), null), directory, "it cannot be read");
  }

  @Test
  void one_without_the_other_is_not_enough() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TlsContext.ofServer(new TlsFiles(certificate(GOOD), null, null)))
        .withMessage("TLS needs both a certificate and its private key");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            TlsContext.ofClient(
                ClientOptions.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1))
                    .withTls(new TlsFiles(null, key(GOOD), null))))
        .withMessage("TLS needs both a certificate and its private key");
  }

  @Test
  void a_certificate_is_in_pem() throws IOException {
    Path text = Certificates.file("text", "no certificate at all\n");
    Path empty = Certificates.file("empty", "");
    Path broken =
        Certificates.file(
            "broken", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    assertUnusable(new TlsFiles(text, key(GOOD), null), text, "it holds no certificate in PEM");
    assertUnusable(new TlsFiles(empty, key(GOOD), null), empty, "no certificate is in it");
    assertUnusable(new TlsFiles(broken, key(GOOD), null), broken, "it holds no certificate in PEM");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ENCRYPTED PRIVATE KEY | the key is encrypted; 'openssl pkcs8 -in FILE' decrypts it
          RSA PRIVATE KEY | it is an RSA key, not PKCS#8; 'openssl pkcs8 -topk8 -nocrypt -in FILE' converts it
          PRIVATE KEY | it holds no EC key, as the certificate wants
          PUBLIC KEY | no private key in PEM is in it
          """)
  void a_key_is_pkcs8(String what, String why) throws IOException {
    Path key =
        Certificates.file(
            "key", "-----BEGIN %s-----\nAAAA\n-----END %s-----\n".formatted(what, what));
    assertUnusable(new TlsFiles(certificate(GOOD), key, null), key, why);
  }

  @Test
  void a_key_fits_its_certificate() {
    Path ofAnother = key(Certificates.ofAnotherHost());
    assertUnusable(
        new TlsFiles(certificate(GOOD), ofAnother, null),
        ofAnother,
        "it is not the key of the certificate in " + certificate(GOOD));
    Path rsa = key(Certificates.rsa());
    assertUnusable(
        new TlsFiles(certificate(GOOD), rsa, null),
        rsa,
        "it holds no EC key, as the certificate wants");
  }

  @Test
  void a_certificate_is_valid_now() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TlsContext.ofServer(Certificates.expired()))
        .withMessageContaining("the certificate expired on 20");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TlsContext.ofServer(Certificates.notYetValid()))
        .withMessageContaining("the certificate is not valid before 20");
  }

  @Test
  void who_has_no_certificate_gets_one_for_this_machine() throws IOException {
    var nothing =
        ServerOptions.defaults().toBuilder()
            .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .build();
    for (var style : Styles.ALL) {
      ServerOptions options = style.complete(nothing);
      Path directory = Objects.requireNonNull(certificate(options.tls()).getParent());
      try (var files = Files.list(directory)) {
        assertThat(files).containsExactlyInAnyOrder(certificate(options.tls()), key(options.tls()));
      }
      try (Server server = style.server(options, ServerListener.NONE)) {
        server.start();
        try (Client client =
            style.connect(
                ClientOptions.to(server.address())
                    .withTls(new TlsFiles(null, null, certificate(options.tls()))))) {
          assertThat(client.echo(new byte[10])).hasSize(10);
        }
      }
    }
  }

  @Test
  void who_has_a_certificate_keeps_it() throws IOException {
    ServerOptions given = ServerOptions.defaults().toBuilder().tls(GOOD).build();
    assertThat(new TlsStyle().complete(given)).isSameAs(given);
  }

  @Test
  void styles_say_what_they_are() {
    assertThat(Styles.ALL).extracting(style -> style.name()).containsExactly("tls", "tls-nio");
    assertThat(Styles.ALL)
        .allSatisfy(style -> {
          assertThat(style.transport().scheme()).isEqualTo("tls");
          assertThat(style.summary()).startsWith("TLS with ");
          assertThat(style.traits()).hasSize(2);
        });
    assertThat(new TlsStyle().order()).isLessThan(new TlsNioStyle().order());
  }
}
