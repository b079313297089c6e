// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

import dev.parley.conformance.process.ProcessStart;
import dev.parley.conformance.verdict.HarnessFault;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.protocol.Endpoint;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A style's server in this process. */
final class InProcessServer implements RunningServer {

  private static final Duration BEYOND_THE_DRAIN = Duration.ofSeconds(1);
  private static final Duration UNTIL_IT_HANGS = Duration.ofSeconds(5);

  private final Server server;
  private final ServerOptions options;
  private volatile boolean stopped;

  private InProcessServer(Server server, ServerOptions options) {
    this.server = server;
    this.options = options;
  }

  static InProcessServer start(Style style, ServerOptions options) {
    String expected = "a server that starts and listens at " + Endpoint.text(options.address());
    Server server;
    try {
      server = style.server(options, ServerListener.NONE);
    } catch (RuntimeException e) {
      throw new Mismatch(expected, e.toString());
    }
    try {
      server.start();
    } catch (IOException | RuntimeException e) {
      server.close();
      throw new Mismatch(expected, e.toString());
    }
    return new InProcessServer(server, options);
  }

  @Override
  public InetSocketAddress address() {
    return server.address();
  }

  @Override
  public ServerOptions options() {
    return options;
  }

  @Override
  public boolean running() {
    return !stopped;
  }

  @Override
  public Optional<String> crash() {
    return Optional.empty();
  }

  @Override
  public List<String> lastWords() {
    return List.of();
  }

  /** Closes the server, in a thread of its own because a bad one may never return. */
  @Override
  public void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    Duration limit = options.drainTimeout().plus(BEYOND_THE_DRAIN);
    String expected = "a stop within the drain deadline and 1 s, %d ms".formatted(limit.toMillis());
    var failure = new AtomicReference<@Nullable Throwable>();
    long start = System.nanoTime();
    Thread closer =
        Thread.ofPlatform()
            .daemon()
            .name("parley-suite-stop")
            .uncaughtExceptionHandler((_, thrown) -> failure.set(thrown))
            .start(server::close);
    if (!join(closer, limit.plus(UNTIL_IT_HANGS))) {
      throw new Mismatch(expected, "a stop that has not returned yet");
    }
    long millis = (System.nanoTime() - start) / 1_000_000;
    ProcessStart.awaitOwnProgram();
    if (failure.get() != null) {
      throw new Mismatch(expected, "a stop that threw " + failure.get());
    }
    if (millis > limit.toMillis()) {
      throw new Mismatch(expected, "a stop that took " + millis + " ms");
    }
  }

  @Override
  public void stopAgain() {
    server.close();
  }

  private static boolean join(Thread thread, Duration limit) {
    try {
      return thread.join(limit);
    } catch (InterruptedException e) {
      throw new HarnessFault("interrupted while a server stopped", e);
    }
  }
}
