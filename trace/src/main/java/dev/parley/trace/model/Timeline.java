// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.model;

import dev.parley.protocol.Transport;
import java.util.List;

/**
 * One style's run of the script.
 *
 * @param style the style's name
 * @param transport what it speaks
 * @param processors how many processors it saw
 * @param length how long the script took, in nanoseconds
 * @param clients a lane for each client
 * @param threads a lane for each thread of the server, in the order in which they came
 */
public record Timeline(
    String style,
    Transport transport,
    int processors,
    long length,
    List<Lane> clients,
    List<Lane> threads) {

  /** Returns how many processors it saw, in words. */
  public String seen() {
    return processors == 1 ? "1 processor" : processors + " processors";
  }
}
