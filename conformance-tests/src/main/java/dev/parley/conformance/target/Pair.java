// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

/**
 * A client of one style and a server of another, or of the same, that are to understand each other.
 *
 * @param client the name of the client's style
 * @param server the name of the server's style
 */
public record Pair(String client, String server) {

  /** Returns the client's name in a report. */
  public String clientInFull() {
    return "the client of %s, which talks to the server of %s".formatted(client, server);
  }

  /** Returns the server's name in a report. */
  public String serverInFull() {
    return "the server of %s, which talks to the client of %s".formatted(server, client);
  }

  /** Returns the name of both. */
  @Override
  public String toString() {
    return "%s client, %s server".formatted(client, server);
  }
}
