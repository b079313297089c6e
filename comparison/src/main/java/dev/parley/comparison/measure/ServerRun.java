// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.LaunchContract;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.TlsFiles;
import dev.parley.protocol.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server's process, from its start to its end. */
final class ServerRun implements AutoCloseable {

  private static final int STARTING_SECONDS = 30;
  private static final int ENDING_SECONDS = 7;
  private static final int MOST_CONNECTIONS = 20_000;

  private final Process process;
  private final Transport transport;
  private final InetSocketAddress address;

  private ServerRun(Process process, Transport transport, InetSocketAddress address) {
    this.process = process;
    this.transport = transport;
    this.address = address;
  }

  /**
   * Starts a fresh one and waits until it listens.
   *
   * @param launcher starts its process
   * @param tls for a server that speaks TLS
   * @throws IOException if it does not; the message says how far it came, in one line
   */
  static ServerRun start(Launcher launcher, Contender contender, Pinning pinning, TlsFiles tls)
      throws IOException {
    List<String> command = pinning.server(contender.subject().command());
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder
        .environment()
        .putAll(LaunchContract.environment(options(contender, tls), contender.transport()));
    Process process = launcher.start(builder);
    try {
      String line = listening(process).orTimeout(STARTING_SECONDS, TimeUnit.SECONDS).join();
      return new ServerRun(process, contender.transport(), address(line));
    } catch (CompletionException | IllegalArgumentException e) {
      kill(process);
      throw new IOException(why(e), e);
    }
  }

  private static String why(RuntimeException failure) {
    if (failure.getCause() instanceof TimeoutException) {
      return "it did not say where it listens within %d s".formatted(STARTING_SECONDS);
    }
    return failure.getCause() instanceof IOException
        ? "it ended before it said where it listens"
        : "it did not say LISTENING <scheme>://<host>:<port>";
  }

  private static ServerOptions options(Contender contender, TlsFiles tls) {
    return ServerOptions.defaults().toBuilder()
        .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .maximumConnections(MOST_CONNECTIONS)
        // A crowd is idle for longer than the clock allows.
        .idleTimeout(Duration.ZERO)
        .tls(contender.transport() == Transport.TLS ? tls : TlsFiles.NONE)
        .build();
  }

  /** Reads standard output to its end, so that the server never waits for a reader. */
  private static CompletableFuture<String> listening(Process process) {
    var found = new CompletableFuture<String>();
    Thread.ofPlatform()
        .daemon()
        .name("parley-server-output")
        .start(() -> {
          try (var lines =
              new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
              if (line.startsWith(LaunchContract.LISTENING)) {
                found.complete(line.substring(LaunchContract.LISTENING.length()).strip());
              }
            }
          } catch (IOException e) {
            // It was ended.
          }
          found.completeExceptionally(new IOException("it ended"));
        });
    return found;
  }

  private static InetSocketAddress address(String text) {
    URI uri = URI.create(text);
    return new InetSocketAddress(uri.getHost(), uri.getPort());
  }

  Transport transport() {
    return transport;
  }

  InetSocketAddress address() {
    return address;
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  /** Asks it to end, and ends it if it does not. */
  @Override
  public void close() {
    List<ProcessHandle> family = process.descendants().toList();
    process.toHandle().destroy();
    try {
      process.waitFor(ENDING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    family.forEach(ProcessHandle::destroyForcibly);
    kill(process);
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
