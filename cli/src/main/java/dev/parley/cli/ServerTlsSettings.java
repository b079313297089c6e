// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import dev.parley.protocol.TlsFiles;
import dev.parley.protocol.Transport;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who a server is under TLS, and whom it lets in. */
final class ServerTlsSettings {

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      description =
          "TLS: certificate chain, PEM (default: PARLEY_CERT, or one made for localhost).")
  private @Nullable Path certificate;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "TLS: the certificate's private key, PKCS#8 in PEM (default: PARLEY_KEY).")
  private @Nullable Path key;

  @Option(
      names = "--client-ca",
      paramLabel = "FILE",
      description = "TLS: let in only clients whose certificates come from these authorities.")
  private @Nullable Path clientAuthorities;

  /** Returns the options with what was given put in; fails if the style can do nothing with it. */
  ServerOptions applyTo(ServerOptions options, Style style) {
    boolean given = certificate != null || key != null || clientAuthorities != null;
    if (given && style.transport() != Transport.TLS) {
      throw new CommandException(
          ExitCode.USAGE,
          style.name() + " does not speak TLS: it has no use for --cert, --key and --client-ca");
    }
    TlsFiles files = options.tls();
    return options.toBuilder()
        .tls(
            new TlsFiles(
                certificate == null ? files.certificate() : certificate,
                key == null ? files.key() : key,
                clientAuthorities == null ? files.authorities() : clientAuthorities))
        .build();
  }
}
