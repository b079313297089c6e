// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.run;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.parley.conformance.stage.Settings;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.target.Target;
import java.util.List;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * One scenario against one target, run by JUnit. Its time begins when it does, not when it is its
 * turn.
 */
record Play(ConformanceRun run, ScenarioInfo scenario, ResultCollector collector) {

  /** Nothing that happens to lie on the class path shall listen to the run or change it. */
  private static final LauncherConfig CONFIG =
      LauncherConfig.builder()
          .enableTestExecutionListenerAutoRegistration(false)
          .enableLauncherDiscoveryListenerAutoRegistration(false)
          .enableLauncherSessionListenerAutoRegistration(false)
          .enablePostDiscoveryFilterAutoRegistration(false)
          .build();

  /** Returns all plays of a run. */
  static List<Play> of(ConformanceRun run, ResultCollector collector) {
    return run.scenarios().stream().map(scenario -> new Play(run, scenario, collector)).toList();
  }

  /** Blocks until the scenario has ended. */
  void play() {
    try (LauncherSession session = LauncherFactory.openSession(CONFIG)) {
      session.getStore().put(TargetOfRun.NAMESPACE, Target.class, run.target());
      session.getLauncher().execute(request(), collector);
    }
  }

  private LauncherDiscoveryRequest request() {
    Settings settings = run.settings();
    return LauncherDiscoveryRequestBuilder.request()
        .selectors(selectMethod(CommandRun.class, scenario.method(), Stage.class))
        .configurationParameter(Settings.SEED, "" + settings.seed())
        .configurationParameter(Settings.PATIENCE_MS, "" + settings.patience().toMillis())
        .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
        .build();
  }
}
