// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.LaunchContract;
import dev.parley.protocol.TlsFiles;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whom a client believes under TLS, and who it is itself. */
final class ClientTlsSettings {

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "TLS: certificates to trust, PEM (default: PARLEY_CA, or the system's).")
  private @Nullable Path authorities;

  @Option(
      names = "--insecure",
      description = "TLS: talk to whoever answers. Anyone in between can read and change it all.")
  private boolean insecure;

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      description = "TLS: the client's own certificate chain, PEM, where the server asks for one.")
  private @Nullable Path certificate;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "TLS: the private key of that certificate, PKCS#8 in PEM.")
  private @Nullable Path key;

  /** Returns the options with what was given put in; an unsafe choice is told of. */
  ClientOptions applyTo(ClientOptions options, Shell shell) {
    ClientOptions with = options.withTls(new TlsFiles(certificate, key, authorities(shell)));
    if (!insecure) {
      return with;
    }
    shell
        .err()
        .println(
            "parley send: WARNING: --insecure: nobody knows who the server is; never do this with"
                + " anything that matters");
    return with.withoutVerification();
  }

  private @Nullable Path authorities(Shell shell) {
    String variable = shell.environment().getOrDefault(LaunchContract.CA, "");
    if (authorities != null || variable.isEmpty()) {
      return authorities;
    }
    return Path.of(variable);
  }
}
