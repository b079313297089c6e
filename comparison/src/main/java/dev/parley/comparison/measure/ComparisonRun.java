// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import dev.parley.comparison.load.LoadResult;
import dev.parley.comparison.model.Comparison;
import dev.parley.comparison.model.Subject;
import dev.parley.comparison.model.Workload;
import dev.parley.protocol.TlsFiles;
import dev.parley.protocol.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A comparison from its beginning to its end. */
public final class ComparisonRun {

  /** Of what the baseline can do: every style that is any good keeps up with it. */
  private static final double SHARE = 0.25;

  private final Field field;
  private final Method method;
  private final Plan plan;
  private final Pinning pinning;
  private final TlsFiles tls;
  private final BlockOrder order;
  private final Watcher watcher;
  private final Findings findings = new Findings();
  private final Map<Transport, Double> rates = new EnumMap<>(Transport.class);
  private final Schedule schedule;
  private final Summary summary;
  private volatile int blocks;
  private final Launcher launcher = new Launcher();
  private volatile boolean stopped;
  private volatile @Nullable ServerRun server;
  private volatile @Nullable RemoteGenerator generator;

  /**
   * Makes one; nothing is started yet.
   *
   * @param baseline the name of the contender that the others are measured against; null: the usual
   * @param tls what a server shows that speaks TLS
   * @param seed decides the order within each block
   */
  public ComparisonRun(
      List<Contender> contenders,
      @Nullable String baseline,
      Method method,
      Pinning pinning,
      TlsFiles tls,
      long seed,
      Watcher watcher) {
    this.field = new Field(contenders, baseline);
    this.method = method;
    this.pinning = pinning;
    this.tls = tls;
    this.order = new BlockOrder(seed);
    this.watcher = watcher;
    this.plan = new Plan(method);
    this.schedule = new Schedule(plan.seconds(field));
    this.summary = new Summary(field, method, pinning, seed, findings, schedule);
  }

  /** Ends it early, and what it has started; may be called by any thread. */
  public void stop() {
    stopped = true;
    launcher.stop();
    RemoteGenerator load = generator;
    if (load != null) {
      load.close();
    }
    ServerRun running = server;
    if (running != null) {
      running.close();
    }
  }

  /** Returns what there is so far; may be called by any thread. */
  public Comparison soFar() {
    return summary.of(blocks);
  }

  /**
   * Runs all blocks. Blocks for minutes.
   *
   * @return false if it was stopped
   * @throws IOException if the generator cannot be started
   */
  public boolean run() throws IOException {
    try (var load = new RemoteGenerator(launcher, pinning)) {
      generator = load;
      calibrate(load);
      for (int block = 0; block < method.blocks() && !stopped; block++) {
        runBlock(block, load);
        if (block == 0 && method.only().isEmpty()) {
          inspectAll(load);
        }
        if (!stopped) {
          blocks = block + 1;
          watcher.keep(soFar());
        }
      }
    }
    return !stopped;
  }

  /** Finds the rate at which latencies are measured: the same for all of a transport. */
  private void calibrate(RemoteGenerator load) {
    for (Transport transport : field.transports()) {
      if (!method.has(Workloads.latency(transport, 1).id())) {
        continue;
      }
      Contender baseline = field.baselineOf(transport);
      Workload typical = Plan.typical(baseline);
      visit(
          baseline,
          "finding a rate for " + transport.scheme(),
          running -> {
            LoadResult result =
                load.load(running, typical, method.firstWarmSeconds(), method.measuredSeconds());
            double share = SHARE * result.messagesPerSecond();
            double digit = Math.pow(10, Math.floor(Math.log10(Math.max(100, share))) - 1);
            rates.put(transport, Math.max(100, Math.floor(share / digit) * digit));
          });
    }
  }

  private void runBlock(int block, RemoteGenerator load) {
    for (Contender contender : order.next(field.withDouble())) {
      String where = "block %d of %d: ".formatted(block + 1, method.blocks());
      visit(
          contender, where + contender.name(), running -> runAll(contender, block, running, load));
      schedule.done(plan.seconds(contender));
    }
  }

  private void runAll(Contender contender, int block, ServerRun running, RemoteGenerator load)
      throws IOException {
    load.load(running, Plan.typical(contender), method.firstWarmSeconds(), 0.05);
    List<Workload> all = new ArrayList<>(plan.workloads(contender));
    Double rate = rates.get(contender.transport());
    if (contender.concurrent() && rate != null) {
      Workload latency = Workloads.latency(contender.transport(), rate);
      all.addAll(method.has(latency.id()) ? List.of(latency) : List.of());
    }
    for (Workload workload : all) {
      try {
        if (!Settling.of(running).await()) {
          findings.unsettled(workload, contender.name());
        }
        LoadResult result =
            load.load(running, workload, method.warmSeconds(), method.measuredSeconds());
        findings.add(workload, contender.name(), block, result);
      } catch (IOException e) {
        failed(contender.name() + " at " + workload.id(), e);
      }
    }
  }

  private void inspectAll(RemoteGenerator load) {
    for (Contender contender : field.withDouble()) {
      if (contender.subject().kind() != Subject.Kind.AGAIN) {
        visit(
            contender,
            "a closer look: " + contender.name(),
            running -> new Inspection(contender, running, load, method, findings).run());
      }
      schedule.done(plan.closerLookSeconds());
    }
  }

  /** What is done with a server that runs. */
  private interface Visit {
    void to(ServerRun running) throws IOException;
  }

  private void visit(Contender contender, String what, Visit visit) {
    if (stopped) {
      return;
    }
    watcher.step(what, schedule.done(), schedule.left());
    try (ServerRun running = ServerRun.start(launcher, contender, pinning, tls)) {
      server = running;
      visit.to(running);
    } catch (IOException e) {
      failed(contender.name(), e);
    }
  }

  private void failed(String what, IOException reason) {
    if (!stopped) {
      findings.note(what + ": " + reason.getMessage());
    }
  }
}
