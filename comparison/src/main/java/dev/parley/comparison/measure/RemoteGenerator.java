// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parley.comparison.load.Crowd;
import dev.parley.comparison.load.GeneratorProcess;
import dev.parley.comparison.load.LoadResult;
import dev.parley.comparison.load.Order;
import dev.parley.comparison.model.Bystander.Neighbour;
import dev.parley.comparison.model.Workload;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The generator's process. */
final class RemoteGenerator implements AutoCloseable {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** Beyond this it is stuck: connections that are many and slow take their time. */
  private static final int PATIENCE_SECONDS = 300;

  private final Launcher launcher;
  private final Pinning pinning;
  private volatile Running running;

  /** One process, and the way to it and from it. */
  private record Running(Process process, PrintWriter orders, BufferedReader reports) {

    static Running of(Process process) {
      return new Running(
          process,
          new PrintWriter(process.getOutputStream(), true, UTF_8),
          new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)));
    }
  }

  /** Starts it. */
  RemoteGenerator(Launcher launcher, Pinning pinning) throws IOException {
    this.launcher = launcher;
    this.pinning = pinning;
    this.running = start(launcher, pinning);
  }

  private static Running start(Launcher launcher, Pinning pinning) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            GeneratorProcess.class.getName());
    return Running.of(
        launcher.start(
            new ProcessBuilder(pinning.generator(command))
                .redirectError(ProcessBuilder.Redirect.DISCARD)));
  }

  /** Runs a workload. */
  LoadResult load(ServerRun server, Workload workload, double warm, double measured)
      throws IOException {
    return result(order(Order.Task.LOAD, server, workload, warm, measured, null, 0));
  }

  /** Runs a workload beside others. */
  LoadResult loadBeside(
      ServerRun server,
      Neighbour neighbour,
      int neighbours,
      Workload workload,
      double warm,
      double measured)
      throws IOException {
    return result(order(Order.Task.LOAD, server, workload, warm, measured, neighbour, neighbours));
  }

  /** Lets a crowd of idle connections grow. */
  Crowd.Size grow(ServerRun server, int connections) throws IOException {
    Order order = order(Order.Task.GROW, server, null, 0, 0, null, connections);
    return Objects.requireNonNull(carryOut(order).size());
  }

  /** Lets the crowd go. */
  void leave(ServerRun server) throws IOException {
    carryOut(order(Order.Task.LEAVE, server, null, 0, 0, null, 0));
  }

  private LoadResult result(Order order) throws IOException {
    return Objects.requireNonNull(carryOut(order).result());
  }

  private static Order order(
      Order.Task task,
      ServerRun server,
      @Nullable Workload workload,
      double warm,
      double measured,
      @Nullable Neighbour neighbour,
      int connections) {
    return new Order(
        task,
        server.transport().scheme(),
        server.address().getAddress().getHostAddress(),
        server.address().getPort(),
        server.process().pid(),
        workload,
        warm,
        measured,
        neighbour,
        connections);
  }

  private Order.Report carryOut(Order order) throws IOException {
    running.orders.println(MAPPER.writeValueAsString(order));
    String line = answer(patience(order));
    if (line == null) {
      // What comes after this order shall not suffer from it.
      running = start(launcher, pinning);
      throw new IOException("the generator ended, or was stuck and was ended");
    }
    Order.Report report = MAPPER.readValue(line, Order.Report.class);
    if (report.error() != null) {
      throw new IOException(report.error());
    }
    return report;
  }

  private static long patience(Order order) {
    return PATIENCE_SECONDS + Math.round(order.warmSeconds() + order.measuredSeconds());
  }

  private @Nullable String answer(long patienceSeconds) throws IOException {
    CompletableFuture<?> watch =
        CompletableFuture.runAsync(
            running.process::destroyForcibly,
            CompletableFuture.delayedExecutor(patienceSeconds, TimeUnit.SECONDS));
    try {
      return running.reports.readLine();
    } finally {
      watch.cancel(false);
    }
  }

  /** Ends it. */
  @Override
  public void close() {
    running.orders.close();
    running.process.destroyForcibly();
  }
}
