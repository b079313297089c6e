// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The PEM files of a server or a client that speaks TLS; null is one that was not given. Nothing is
 * read before a style makes something of them.
 *
 * @param certificate one's own certificate, and behind it those that lead to its authority
 * @param key the certificate's private key: PKCS#8, not encrypted
 * @param authorities whom to believe. For a client, where a server's certificate must come from;
 *     null: the system's authorities. For a server, where its clients' certificates must come from;
 *     null: clients need none.
 */
public record TlsFiles(@Nullable Path certificate, @Nullable Path key, @Nullable Path authorities) {

  /** No file at all. */
  public static final TlsFiles NONE = new TlsFiles(null, null, null);
}
