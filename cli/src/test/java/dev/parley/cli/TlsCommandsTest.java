// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static dev.parley.cli.Invocation.parley;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cli.Invocation.Result;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code serve} and {@code send} do under TLS that they do not do without. */
@Timeout(60)
class TlsCommandsTest {

  private static final Pattern MADE = Pattern.compile("made a certificate .* --ca (\\S+)\n");

  @ParameterizedTest
  @ValueSource(strings = {"tls", "tls-nio"})
  void makesACertificateThatAClientCanTrust(String style) {
    try (var server = RunningServer.serve(style)) {
      String target = server.target();
      assertThat(target).matches("tls://127\\.0\\.0\\.1:[0-9]+");
      Matcher made = MADE.matcher(server.err());
      assertThat(made.find()).isTrue();

      Result trusting = parley("send", target, "--ca", made.group(1), "--style", style, "hello");
      assertThat(trusting.out()).isEqualTo("hello\n");
      assertThat(trusting.err()).isEmpty();

      Result strict = parley("send", target, "hello");
      assertThat(strict.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(strict.err()).startsWith("TLS no TLS with ").contains("authority").hasLineCount(1);
      assertThat(strict.out()).isEmpty();

      Result careless = parley("send", target, "--insecure", "hello");
      assertThat(careless.out()).isEqualTo("hello\n");
      assertThat(careless.err()).startsWith("parley send: WARNING: --insecure: ").hasLineCount(1);
    }
  }

  @Test
  void letsInOnlyThoseWhoBelong() {
    try (var authority = RunningServer.serve("tls")) {
      Matcher made = MADE.matcher(authority.err());
      assertThat(made.find()).isTrue();
      String certificate = made.group(1);
      String key = certificate.replace("certificate.pem", "key.pem");
      try (var server =
          RunningServer.serve(
              "tls-nio", "--cert", certificate, "--key", key, "--client-ca", certificate)) {
        assertThat(server.err()).doesNotContain("made a certificate");
        String[] belongs = {
          "send", server.target(), "--ca", certificate, "--cert", certificate, "--key", key, "hello"
        };
        assertThat(parley(belongs).out()).isEqualTo("hello\n");
        Result stranger = parley("send", server.target(), "--ca", certificate, "hello");
        assertThat(stranger.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(stranger.err()).hasLineCount(1);
      }
    }
  }

  @Test
  void saysWhatIsWrongWithAFile() {
    Result result = parley("serve", "tls", "--cert", "nowhere.pem", "--key", "nowhere.pem");

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("cannot use nowhere.pem: there is no such file");
    assertThat(result.out()).isEmpty();
  }
}
