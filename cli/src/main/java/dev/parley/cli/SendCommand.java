// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.Client;
import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.LaunchContract;
import dev.parley.protocol.Style;
import dev.parley.protocol.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends messages and prints their replies: a client of the launch contract. */
@Command(
    name = "send",
    sortOptions = false,
    abbreviateSynopsis = true,
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = ExitCode.BUG,
    versionProvider = Version.class,
    description = {
      "Send each MESSAGE as one ECHO and print its reply as one line.",
      "Without a MESSAGE, each line of standard input is one; every reply is printed before the"
          + " next line is read.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every message got its reply",
      "1:one did not; standard error says why in one line that begins"
          + " TIMEOUT, REFUSED, ERROR <code>, EOF, PROTOCOL or TLS",
      "64:an option, a variable or TARGET is invalid"
    })
final class SendCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "TARGET",
      description =
          "The server: tcp://, udp:// or tls://HOST:PORT (default: what PARLEY_TARGET says).")
  private @Nullable TargetAddress target;

  @Parameters(
      index = "1..*",
      paramLabel = "MESSAGE",
      description = "What to send, as UTF-8. One that begins with '-' goes behind '--'.")
  private List<String> messages = List.of();

  @Option(
      names = "--connect-timeout",
      paramLabel = "DURATION",
      description = "How long to wait for the connection; 0: for ever (default: 5s).")
  private @Nullable Duration connectTimeout;

  @Option(
      names = "--reply-timeout",
      paramLabel = "DURATION",
      description = "How long to wait for each reply; 0: for ever (default: 10s).")
  private @Nullable Duration replyTimeout;

  @Option(
      names = "--delay",
      paramLabel = "DURATION",
      description = "Send DELAYs of this length instead of ECHOs.")
  private @Nullable Duration delay;

  @Option(
      names = "--style",
      paramLabel = "STYLE",
      completionCandidates = StyleConverter.Names.class,
      description = "Whose client to use: ${COMPLETION-CANDIDATES} (default: the first that fits).")
  private @Nullable Style style;

  @Mixin private final ClientTlsSettings tlsSettings = new ClientTlsSettings();

  private final Shell shell;

  SendCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    TargetAddress peer = target();
    ClientOptions options =
        tlsSettings.applyTo(withTimeouts(ClientOptions.to(peer.address())), shell);
    Iterator<byte[]> all = messages.isEmpty() ? new Lines(shell.in()) : arguments();
    try (Client client = style(peer.transport()).connect(options)) {
      return send(all, client);
    } catch (IOException e) {
      return failed(SendFailure.ofConnect(e));
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, OneLine.of(e));
    }
  }

  private int send(Iterator<byte[]> all, Client client) {
    while (all.hasNext()) {
      byte[] message = all.next();
      try {
        // Blocks until the reply is there or its timeout has passed.
        print(delay == null ? client.echo(message) : client.delay(delay, message));
      } catch (IOException e) {
        return failed(SendFailure.ofExchange(e));
      }
    }
    return ExitCode.OK;
  }

  private Iterator<byte[]> arguments() {
    return messages.stream().map(SendCommand::bytes).toList().iterator();
  }

  /** Java gives U+FFFD for what it could not read; sent on, it would be another message. */
  private static byte[] bytes(String message) {
    if (message.indexOf('\uFFFD') >= 0) {
      throw new CommandException(
          ExitCode.USAGE,
          "a MESSAGE cannot be read in this locale:"
              + " set LC_ALL=C.UTF-8, or give it on standard input");
    }
    return message.getBytes(UTF_8);
  }

  private void print(byte[] reply) {
    byte[] line = Arrays.copyOf(reply, reply.length + 1);
    line[reply.length] = '\n';
    shell.out().write(line, 0, line.length);
    if (shell.out().checkError()) {
      throw new CommandException(ExitCode.FAILED, "standard output was closed");
    }
  }

  private int failed(String line) {
    shell.err().println(line);
    return ExitCode.FAILED;
  }

  private TargetAddress target() {
    if (target != null) {
      return target;
    }
    return shell
        .value(LaunchContract.TARGET, new TargetAddress.Converter())
        .orElseThrow(() ->
            new CommandException(
                ExitCode.USAGE,
                "TARGET is missing: give tcp://HOST:PORT, or set " + LaunchContract.TARGET));
  }

  private ClientOptions withTimeouts(ClientOptions options) {
    return options
        .withConnectTimeout(
            timeout(connectTimeout, LaunchContract.CONNECT_TIMEOUT_MS, options.connectTimeout()))
        .withReplyTimeout(
            timeout(replyTimeout, LaunchContract.REPLY_TIMEOUT_MS, options.replyTimeout()));
  }

  private Duration timeout(@Nullable Duration option, String variable, Duration otherwise) {
    return option != null
        ? option
        : shell.value(variable, new CountConverter()).map(Duration::ofMillis).orElse(otherwise);
  }

  private Style style(Transport transport) {
    if (style != null && style.transport() != transport) {
      throw new CommandException(
          ExitCode.USAGE,
          "%s speaks %s, not %s"
              .formatted(style.name(), style.transport().scheme(), transport.scheme()));
    }
    return style != null ? style : firstStyle(transport);
  }

  private static Style firstStyle(Transport transport) {
    return Style.all().stream()
        .filter(candidate -> candidate.transport() == transport)
        .findFirst()
        .orElseThrow(() -> new CommandException(ExitCode.USAGE, unsupported(transport)));
  }

  private static String unsupported(Transport transport) {
    return Style.all().stream()
        .map(spoken -> spoken.transport().scheme())
        .distinct()
        .collect(
            Collectors.joining(
                ", ", "no client speaks %s; supported: ".formatted(transport.scheme()), ""));
  }
}
