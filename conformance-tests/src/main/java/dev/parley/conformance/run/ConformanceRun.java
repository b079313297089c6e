// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.run;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.parley.conformance.stage.Settings;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.target.SuiteOptions;
import dev.parley.conformance.target.Target;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.TcpLink;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs scenarios against one target. Immutable. */
public final class ConformanceRun {

  private static final Duration REACHABLE = Duration.ofSeconds(5);

  private final Target target;
  private final List<String> patterns;
  private final long seed;
  private final Duration patience;
  private final int jobs;

  private ConformanceRun(
      Target target, List<String> patterns, long seed, Duration patience, int jobs) {
    this.target = target;
    this.patterns = List.copyOf(patterns);
    this.seed = seed;
    this.patience = patience;
    this.jobs = jobs;
  }

  /** Returns the run of all scenarios against a target, with a seed of its own. */
  public static ConformanceRun of(Target target) {
    long seed = ThreadLocalRandom.current().nextLong(1_000_000_000);
    return new ConformanceRun(target, List.of(), seed, Duration.ofSeconds(5), 6);
  }

  /** Returns this run with only the scenarios that match; see {@link Catalogue#matching}. */
  public ConformanceRun only(List<String> patterns) {
    return new ConformanceRun(target, patterns, seed, patience, jobs);
  }

  /** Returns this run with another seed. */
  public ConformanceRun seed(long seed) {
    return new ConformanceRun(target, patterns, seed, patience, jobs);
  }

  /** Returns this run with another time to wait for what must come; 5 s unless told. */
  public ConformanceRun patience(Duration patience) {
    return new ConformanceRun(target, patterns, seed, patience, jobs);
  }

  /**
   * Returns this run with another number of scenarios that may play at the same time, each with a
   * server of its own; 6 unless told. Against a server that already runs it is always 1.
   */
  public ConformanceRun jobs(int jobs) {
    return new ConformanceRun(target, patterns, seed, patience, jobs);
  }

  /** Returns the scenarios that it would run. */
  public List<ScenarioInfo> scenarios() {
    return Catalogue.matching(patterns);
  }

  /**
   * Runs the scenarios.
   *
   * @param progress is told of one event at a time
   * @throws TargetUnreachableException if there is nothing to judge
   */
  public TargetReport run(RunListener progress) throws TargetUnreachableException {
    requireReachable();
    var collector = new ResultCollector(target, seed, progress);
    try (LauncherSession session = LauncherFactory.openSession(config())) {
      session.getStore().put(TargetOfRun.NAMESPACE, Target.class, target);
      Launcher launcher = session.getLauncher();
      launcher.execute(request(false, target.starts() ? jobs : 1), collector);
      launcher.execute(request(true, 1), collector);
    }
    return new TargetReport(target.name(), target.transport(), seed, collector.results());
  }

  private LauncherDiscoveryRequest request(boolean alone, int jobs) {
    return LauncherDiscoveryRequestBuilder.request()
        .selectors(
            scenarios().stream()
                .filter(info -> info.alone() == alone)
                .map(info -> selectMethod(StreamRun.class, info.method(), Stage.class))
                .toList())
        .configurationParameter(Settings.SEED, Long.toString(seed))
        .configurationParameter(Settings.PATIENCE_MS, Long.toString(patience.toMillis()))
        .configurationParameter("junit.jupiter.execution.parallel.enabled", "" + (jobs > 1))
        .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
        .configurationParameter(
            "junit.jupiter.execution.parallel.config.fixed.parallelism", "" + jobs)
        .configurationParameter(
            "junit.jupiter.execution.parallel.config.fixed.max-pool-size", "" + jobs)
        .build();
  }

  /** Nothing that happens to lie on the class path shall listen to the run or change it. */
  private static LauncherConfig config() {
    return LauncherConfig.builder()
        .enableTestExecutionListenerAutoRegistration(false)
        .enableLauncherDiscoveryListenerAutoRegistration(false)
        .enableLauncherSessionListenerAutoRegistration(false)
        .enablePostDiscoveryFilterAutoRegistration(false)
        .build();
  }

  /** One clear message before the first scenario, instead of the same one from each of them. */
  private void requireReachable() throws TargetUnreachableException {
    if (target.style().isPresent()) {
      return;
    }
    try {
      RunningServer server = target.start(SuiteOptions.BASE);
      if (target.starts()) {
        stop(server);
      } else {
        TcpLink.connect(server.address(), 0, REACHABLE).close();
      }
    } catch (Mismatch | IOException e) {
      throw new TargetUnreachableException(target.name() + ": " + e.getMessage());
    }
  }

  private static void stop(RunningServer server) {
    try {
      server.stop();
    } catch (Mismatch judgedByTheScenarios) {
      // It started: that is all that was asked here.
    }
  }
}
