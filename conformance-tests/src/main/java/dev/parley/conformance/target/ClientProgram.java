// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

import dev.parley.conformance.wire.Mismatch;
import dev.parley.protocol.Endpoint;
import dev.parley.protocol.LaunchContract;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A client of any language that follows the launch contract (PROTOCOL.md, appendix B). */
public final class ClientProgram {

  private final List<String> command;

  ClientProgram(List<String> command) {
    this.command = List.copyOf(command);
  }

  /**
   * Starts it against a server of TCP, without a shell.
   *
   * @throws Mismatch if there is no such program
   */
  public ClientProcess start(
      InetSocketAddress server, Duration connectTimeout, Duration replyTimeout) {
    var builder = new ProcessBuilder(command);
    builder
        .environment()
        .putAll(
            Map.of(
                LaunchContract.TARGET, "tcp://" + Endpoint.text(server),
                LaunchContract.CONNECT_TIMEOUT_MS, "" + connectTimeout.toMillis(),
                LaunchContract.REPLY_TIMEOUT_MS, "" + replyTimeout.toMillis()));
    try {
      return new ClientProcess(Reaper.start(builder));
    } catch (IOException e) {
      throw new Mismatch("a program that can be started", String.valueOf(e.getMessage()));
    }
  }
}
