// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.protocol.LaunchContract;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import dev.parley.protocol.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs one style's server until it is told to end: a program of the launch contract. */
@Command(
    name = "serve",
    sortOptions = false,
    abbreviateSynopsis = true,
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = ExitCode.BUG,
    versionProvider = Version.class,
    description = {
      "Run a server of one style.",
      "Prints one line on standard output when it listens, as in"
          + " 'LISTENING tcp://127.0.0.1:7700'. SIGTERM or Ctrl-C drains and ends it.",
      "",
      "An option beats its environment variable (--idle-timeout 2s,"
          + " PARLEY_IDLE_TIMEOUT_MS=2000), and that beats the default. Durations are given as"
          + " 500ms, 2s, 1m or 0; sizes in bytes or as 64k, 1m.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it was told to end, and did",
      "64:an option or variable is invalid, or STYLE does not speak the transport",
      "69:the address cannot be bound"
    })
final class ServeCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "STYLE",
      completionCandidates = StyleConverter.Names.class,
      description = "One of: ${COMPLETION-CANDIDATES}.")
  @SuppressWarnings("NullAway.Init")
  private Style style;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "Address to bind (default: 127.0.0.1).")
  private @Nullable InetAddress host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      converter = CountConverter.Port.class,
      description = "Port to bind; 0: any free one (default: 7700).")
  private @Nullable Integer port;

  @Option(
      names = "--transport",
      paramLabel = "TRANSPORT",
      completionCandidates = TransportConverter.Schemes.class,
      description = "What STYLE must speak: ${COMPLETION-CANDIDATES} (default: what it does).")
  private @Nullable Transport transport;

  @Option(
      names = {"-v", "--verbose"},
      description = "Log every connection and frame on standard error.")
  private boolean verbose;

  @Mixin private final ServerSettings settings = new ServerSettings();
  @Mixin private final SocketSettings socketSettings = new SocketSettings();
  @Mixin private final ServerTlsSettings tlsSettings = new ServerTlsSettings();

  private final Shell shell;

  ServeCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws InterruptedException {
    ServerOptions options = complete(options());
    try (Server server = server(options)) {
      var ended = new CountDownLatch(1);
      shell.termination().onSignal(() -> end(server, ended));
      start(server, options);
      shell.err().println("parley serve: " + SystemGrants.of(options, style.transport()));
      warn(server.address().getAddress());
      shell.out().println(LaunchContract.listening(style.transport(), server.address()));
      shell.out().flush();
      // Blocks until the signal; the server has threads of its own.
      ended.await();
    }
    return ExitCode.OK;
  }

  private ServerOptions options() {
    Map<String, String> asked = new HashMap<>(shell.environment());
    asked.putAll(settings.variables());
    if (host != null) {
      asked.put(LaunchContract.HOST, host.getHostAddress());
    }
    if (port != null) {
      asked.put(LaunchContract.PORT, port.toString());
    }
    requireTransport();
    try {
      return tlsSettings.applyTo(socketSettings.applyTo(LaunchContract.options(asked)), style);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, OneLine.of(e));
    }
  }

  /** A certificate that was made for the occasion is trusted by nobody yet. */
  private ServerOptions complete(ServerOptions options) {
    try {
      ServerOptions complete = style.complete(options);
      if (!complete.tls().equals(options.tls())) {
        shell
            .err()
            .println(
                "parley serve: made a certificate for localhost, good until this server ends;"
                    + " clients trust it with --ca "
                    + complete.tls().certificate());
      }
      return complete;
    } catch (IOException e) {
      throw new CommandException(ExitCode.UNAVAILABLE, OneLine.of(e));
    }
  }

  private Server server(ServerOptions options) {
    try {
      return style.server(options, listener());
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, OneLine.of(e));
    }
  }

  private void requireTransport() {
    Transport spoken = style.transport();
    Transport wanted =
        transport != null
            ? transport
            : shell.value(LaunchContract.TRANSPORT, new TransportConverter()).orElse(spoken);
    if (wanted != spoken) {
      throw new CommandException(
          ExitCode.USAGE,
          "%s speaks %s, not %s".formatted(style.name(), spoken.scheme(), wanted.scheme()));
    }
  }

  private ServerListener listener() {
    return verbose
        ? new LoggingListener(shell.err(), Clock.system(ZoneId.systemDefault()))
        : ServerListener.NONE;
  }

  private void start(Server server, ServerOptions options) {
    try {
      server.start();
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNAVAILABLE,
          OneLine.of(e)
              + "; "
              + BindAdvice.of(
                  e, options.address(), style.transport(), System.getProperty("os.name")));
    }
  }

  /** Java does not tell which of a host's addresses a datagram was sent to (rule R16.1). */
  private void warn(InetAddress bound) {
    if (style.transport() == Transport.UDP && bound.isAnyLocalAddress()) {
      shell
          .err()
          .println(
              "parley serve: warning: on a host of several addresses a reply may leave from another"
                  + " one than was asked, and be ignored; --host with one of them prevents that");
    }
  }

  private static int end(Server server, CountDownLatch ended) {
    server.close();
    ended.countDown();
    return ExitCode.OK;
  }
}
