// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.comparison.load.LoadResult;
import dev.parley.comparison.load.LoadResult.ServerUse;
import dev.parley.comparison.model.Latency;
import dev.parley.comparison.model.Workload;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** Tells people what a load came to. */
final class LoadPrinter {

  private static final long MEBIBYTE = 1 << 20;
  private static final double KEPT_UP = 0.98;

  /** So many more may be on their way when the time is over. */
  private static final int FEW = 2;

  private final PrintStream out;

  LoadPrinter(PrintStream out) {
    this.out = out;
  }

  void print(String target, Workload workload, LoadSettings settings, LoadResult result) {
    out.println(target + ": " + workload.title());
    row(
        "measured",
        result.seconds() > 0
            ? "%.1f s after %.1f s".formatted(result.seconds(), settings.warmSeconds())
            : "nothing: it was interrupted in the %.1f s before".formatted(settings.warmSeconds()));
    row("messages", "%,d, %,.0f/s".formatted(result.messages(), result.messagesPerSecond()));
    if (result.latency() != null) {
      print(result.latency());
    }
    row("generator", use(result.generatorBusy(), result.generatorMicros()));
    if (result.server() != null) {
      row("server", use(result.server().busy(), result.serverMicros()));
      print(result.server());
    }
    row("errors", "%,d%s".formatted(result.errors(), why(result.error())));
    if (result.lost() > 0) {
      row("lost", "%,d datagrams".formatted(result.lost()));
    }
    warn(workload, result);
  }

  private void warn(Workload workload, LoadResult result) {
    if (result.generatorBusy() >= 0.95 && workload.loop() != Workload.Loop.OPEN) {
      out.println("The generator was busy all the time: the server may be capable of more.");
    }
    Double rate = workload.rate();
    if (rate != null
        && !result.stopped()
        && result.messages() + FEW < KEPT_UP * rate * result.seconds()) {
      out.println(
          "Only %,.0f of %,.0f messages/s were answered: who waits has waited since they were due."
              .formatted(result.messagesPerSecond(), rate));
    }
  }

  private void print(Latency latency) {
    row(
        "latency",
        "p50 %s, p90 %s, p99 %s, p99.9 %s, max %s"
            .formatted(
                micros(latency.p50()),
                micros(latency.p90()),
                micros(latency.p99()),
                micros(latency.p999()),
                micros(latency.max())));
  }

  private void print(ServerUse server) {
    if (server.threads() != null && server.residentBytes() != null) {
      row(
          "",
          "%,d threads, %,d MiB".formatted(server.threads(), server.residentBytes() / MEBIBYTE));
    }
  }

  private static String use(double busy, @Nullable Double microsEach) {
    String each = microsEach == null ? "" : ", %.2f us/message".formatted(microsEach);
    return "%.0f %% of a processor%s".formatted(100 * busy, each);
  }

  private static String why(@Nullable String error) {
    return error == null ? "" : "; the first: " + OneLine.of(error);
  }

  /** Returns a time with a unit that people can compare at a glance. */
  static String micros(double micros) {
    return micros < 10_000 ? "%.0f us".formatted(micros) : "%.1f ms".formatted(micros / 1_000);
  }

  private void row(String name, String text) {
    out.println("  %-10s %s".formatted(name, text));
  }
}
