// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.protocol.ServerOptions;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a server's sockets are set up. */
final class SocketSettings {

  @Option(
      names = "--backlog",
      paramLabel = "COUNT",
      converter = CountConverter.class,
      description = "Connections that may wait to be accepted (default: 1024).")
  private @Nullable Integer backlog;

  @Option(
      names = "--receive-buffer",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description =
          "The socket's receive buffer; 0: the system's choice, or for datagrams as much as it"
              + " grants of 4m (default: 0).")
  private @Nullable Integer receiveBuffer;

  @Option(
      names = "--send-buffer",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = "The socket's send buffer; 0: the system's choice (default: 0).")
  private @Nullable Integer sendBuffer;

  @Option(
      names = "--no-delay",
      arity = "0..1",
      paramLabel = "true|false",
      fallbackValue = "true",
      description = "Send at once: Nagle's algorithm is off (default: true).")
  private @Nullable Boolean noDelay;

  @Option(
      names = "--keep-alive",
      arity = "0..1",
      paramLabel = "true|false",
      fallbackValue = "true",
      description = "Let the system probe silent peers (default: false).")
  private @Nullable Boolean keepAlive;

  @Option(
      names = "--reuse-address",
      arity = "0..1",
      paramLabel = "true|false",
      fallbackValue = "true",
      description = "Bind though old connections are in TIME_WAIT (default: true).")
  private @Nullable Boolean reuseAddress;

  /** Returns the options with what was given put in. */
  ServerOptions applyTo(ServerOptions options) {
    ServerOptions.Builder builder = options.toBuilder();
    ifGiven(backlog, builder::backlog);
    ifGiven(receiveBuffer, builder::receiveBuffer);
    ifGiven(sendBuffer, builder::sendBuffer);
    ifGiven(noDelay, builder::noDelay);
    ifGiven(keepAlive, builder::keepAlive);
    ifGiven(reuseAddress, builder::reuseAddress);
    return builder.build();
  }

  private static <T> void ifGiven(@Nullable T value, Consumer<T> setter) {
    if (value != null) {
      setter.accept(value);
    }
  }
}
