// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.protocol.LaunchContract;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a server holds to, as options that stand for the variables of the launch contract. */
final class ServerSettings {

  @Option(
      names = "--max-payload",
      paramLabel = "SIZE",
      converter = SizeConverter.Payload.class,
      description = "Largest request payload, 0 to 16m (default: 1m).")
  private @Nullable Integer maxPayload;

  @Option(
      names = "--max-connections",
      paramLabel = "COUNT",
      converter = CountConverter.class,
      description = "Connection limit; 0: none (default: 16384). 'pool' takes 256 at most.")
  private @Nullable Integer maxConnections;

  @Option(
      names = "--max-delay",
      paramLabel = "DURATION",
      description = "Longest DELAY that is legal (default: 10s).")
  private @Nullable Duration maxDelay;

  @Option(
      names = "--idle-timeout",
      paramLabel = "DURATION",
      description = "Idle clock; 0: off, as for the other clocks (default: 60s).")
  private @Nullable Duration idleTimeout;

  @Option(
      names = "--frame-timeout",
      paramLabel = "DURATION",
      description = "Frame clock (default: 10s).")
  private @Nullable Duration frameTimeout;

  @Option(
      names = "--write-timeout",
      paramLabel = "DURATION",
      description = "Write clock (default: 10s).")
  private @Nullable Duration writeTimeout;

  @Option(
      names = "--handshake-timeout",
      paramLabel = "DURATION",
      description = "Handshake clock, for TLS (default: 10s).")
  private @Nullable Duration handshakeTimeout;

  @Option(
      names = "--drain-timeout",
      paramLabel = "DURATION",
      description = "How long a stop waits before it cuts; 0: cuts at once (default: 5s).")
  private @Nullable Duration drainTimeout;

  /** Returns the settings that were given, each under its variable of the launch contract. */
  Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    put(variables, LaunchContract.MAX_PAYLOAD, maxPayload);
    put(variables, LaunchContract.MAX_CONNECTIONS, maxConnections);
    put(variables, LaunchContract.MAX_DELAY_MS, maxDelay);
    put(variables, LaunchContract.IDLE_TIMEOUT_MS, idleTimeout);
    put(variables, LaunchContract.FRAME_TIMEOUT_MS, frameTimeout);
    put(variables, LaunchContract.WRITE_TIMEOUT_MS, writeTimeout);
    put(variables, LaunchContract.HANDSHAKE_TIMEOUT_MS, handshakeTimeout);
    put(variables, LaunchContract.DRAIN_TIMEOUT_MS, drainTimeout);
    return variables;
  }

  private static void put(Map<String, String> variables, String name, @Nullable Object value) {
    if (value instanceof Duration duration) {
      variables.put(name, Long.toString(duration.toMillis()));
    } else if (value != null) {
      variables.put(name, value.toString());
    }
  }
}
