// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static dev.parley.conformance.scenario.Timing.millisBetween;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.stage.Task;
import dev.parley.conformance.target.SuiteOptions;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** What {@link Server} promises whoever calls it, whatever it speaks. */
final class ServerContract {

  private ServerContract() {}

  /** Returns options that keep servers small, of which many are started here. */
  static ServerOptions small(Style style) {
    return SuiteOptions.of(style.transport()).toBuilder()
        .maximumConnections(StopScenarios.FEW)
        .build();
  }

  /** Closes a server that was never started, twice, and then starts it. */
  static void closesFirst(Style style) {
    Server server = style.server(small(style), ServerListener.NONE);
    requireIllegalState("an address before the start", server::address);
    server.close();
    server.close();
    requireIllegalState("a start behind a close", server::start);
  }

  /** Starts a server twice, and lets {@code client} see that it serves all the same. */
  static void startsTwice(Style style, Consumer<InetSocketAddress> client) {
    try (Server server = style.server(small(style), ServerListener.NONE)) {
      start(server);
      requireIllegalState("a second start", server::start);
      client.accept(server.address());
    }
  }

  /** Closes a server and requires that the close does not return before a moment. */
  static void closeNotBefore(Stage stage, Server server, long answered) {
    server.close();
    long closed = System.nanoTime();
    stage.require(
        closed >= answered,
        "a close that returns when the server has stopped, whoever called first",
        "one that returned %d ms before the reply that is owed"
            .formatted(millisBetween(closed, answered)));
  }

  /**
   * Starts a server, runs a client beside it and closes it, and requires that no thread is left.
   */
  static void closeBeside(Stage stage, Style style, ServerOptions options, Client client)
      throws Exception {
    Server server = style.server(options, ServerListener.NONE);
    var threads = new OwnThreads();
    try {
      threads.run(() -> start(server));
      AutoCloseable beside = client.come(server.address());
      threads.run(() -> failToStart(style, server.address()));
      threads.run(server::close);
      beside.close();
    } finally {
      server.close();
    }
    List<String> left = threads.left();
    stage.require(
        left.isEmpty(), "no thread of the server's own behind its close", String.join(", ", left));
  }

  /** A client that does something to a server and stays until it is closed. */
  interface Client {
    AutoCloseable come(InetSocketAddress server);
  }

  /**
   * Requires that rounds of starts and closes leave no descriptor open. One round may differ: the
   * garbage collector closes what was left, a while later.
   */
  static void requireNoDescriptorLeft(Stage stage, Task round) throws Exception {
    // The first round loads classes, and starts what the JDK shares among all.
    round.run();
    int rounds = 4;
    List<Long> left = new ArrayList<>();
    long before = openDescriptors().orElse(0);
    for (int i = 0; i < rounds; i++) {
      round.run();
      long after = openDescriptors().orElse(0);
      if (after > before) {
        left.add(after - before);
      }
      before = after;
    }
    stage.require(
        left.size() < rounds - 1,
        "as many open descriptors as before",
        "more after %d of %d rounds: %s".formatted(left.size(), rounds, left));
  }

  /** Requires that a call ends with an IllegalStateException. */
  static void requireIllegalState(String what, Task call) {
    String expected = "an IllegalStateException for " + what;
    try {
      call.run();
    } catch (IllegalStateException right) {
      return;
    } catch (Exception wrong) {
      throw new Mismatch(expected, wrong.toString());
    }
    throw new Mismatch(expected, "no exception");
  }

  /** Starts a server that has to start. */
  static void start(Server server) {
    try {
      server.start();
    } catch (IOException e) {
      throw new Mismatch("a server that starts", e.toString());
    }
  }

  /** A server that cannot start has nothing that a close would have to end. */
  @SuppressWarnings("resource")
  private static void failToStart(Style style, InetSocketAddress taken) throws IOException {
    ServerOptions options = small(style).toBuilder().address(taken).build();
    try {
      style.server(options, ServerListener.NONE).start();
    } catch (BindException right) {
      return;
    }
    throw new Mismatch("a BindException for a port that is taken", "a second server there");
  }

  /** Returns how many descriptors this process has open, where the system tells. */
  private static OptionalLong openDescriptors() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? OptionalLong.of(unix.getOpenFileDescriptorCount())
        : OptionalLong.empty();
  }
}
