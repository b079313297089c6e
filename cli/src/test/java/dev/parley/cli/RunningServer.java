// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static org.awaitility.Awaitility.await;

import dev.parley.cli.Invocation.Result;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code parley serve} within the test's own process, listening on a free port. */
final class RunningServer implements AutoCloseable {

  private static final String LISTENING = "LISTENING ";

  private final Invocation invocation;
  private final CompletableFuture<Result> result;

  private RunningServer(Invocation invocation, CompletableFuture<Result> result) {
    this.invocation = invocation;
    this.result = result;
  }

  static RunningServer serve(String style, String... options) {
    return serve(Map.of(), Stream.concat(Stream.of(style, "--port", "0"), Stream.of(options)));
  }

  static RunningServer serve(Map<String, String> environment, Stream<String> args) {
    var invocation = new Invocation(environment, InputStream.nullInputStream());
    String[] line = Stream.concat(Stream.of("serve"), args).toArray(String[]::new);
    var server =
        new RunningServer(
            invocation,
            CompletableFuture.supplyAsync(() -> invocation.run(line), Thread::startVirtualThread));
    await().until(() -> server.result.isDone() || invocation.out().endsWith("\n"));
    return server;
  }

  /** Returns the target that the line on standard output names. */
  String target() {
    return invocation.out().strip().substring(LISTENING.length());
  }

  int port() {
    return Integer.parseInt(target().substring(target().lastIndexOf(':') + 1));
  }

  String err() {
    return invocation.err();
  }

  /** Does what SIGTERM does, and returns what the run has come to. */
  Result terminate() {
    invocation.terminate();
    return result.orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    if (!result.isDone()) {
      terminate();
    }
  }
}
