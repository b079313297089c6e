// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * What a client is made with.
 *
 * @param peer the server's address
 * @param connectTimeout how long to wait for the connection; zero: for ever
 * @param replyTimeout how long to wait for each reply; zero: for ever
 * @param maximumPayload the largest reply to accept, in bytes, 0 to 16,777,216
 * @param tls the files of a client that speaks TLS; the others ignore them
 * @param verify whether a TLS client asks who the server is (rule R19.2)
 */
public record ClientOptions(
    InetSocketAddress peer,
    Duration connectTimeout,
    Duration replyTimeout,
    int maximumPayload,
    TlsFiles tls,
    boolean verify) {

  /**
   * Checks every value.
   *
   * @throws IllegalArgumentException if one is out of its range; the message names it
   */
  public ClientOptions {
    ServerOptions.requireMillis("connect timeout", connectTimeout);
    ServerOptions.requireMillis("reply timeout", replyTimeout);
    ServerOptions.requirePayload(maximumPayload);
  }

  /** Returns the default options for a server: 5 s to connect, 10 s for a reply. */
  public static ClientOptions to(InetSocketAddress peer) {
    return new ClientOptions(
        peer,
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Frame.LARGEST_MAXIMUM_PAYLOAD,
        TlsFiles.NONE,
        true);
  }

  /** Returns these options with another connect timeout. */
  public ClientOptions withConnectTimeout(Duration timeout) {
    return new ClientOptions(peer, timeout, replyTimeout, maximumPayload, tls, verify);
  }

  /** Returns these options with another reply timeout. */
  public ClientOptions withReplyTimeout(Duration timeout) {
    return new ClientOptions(peer, connectTimeout, timeout, maximumPayload, tls, verify);
  }

  /** Returns these options with other TLS files. */
  public ClientOptions withTls(TlsFiles files) {
    return new ClientOptions(peer, connectTimeout, replyTimeout, maximumPayload, files, verify);
  }

  /** Returns these options for a TLS client that talks to whoever answers: for trials alone. */
  public ClientOptions withoutVerification() {
    return new ClientOptions(peer, connectTimeout, replyTimeout, maximumPayload, tls, false);
  }
}
