// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance;

import dev.parley.conformance.scenario.ClientErrorScenarios;
import dev.parley.conformance.scenario.ClientScenarios;
import dev.parley.conformance.scenario.ClosingScenarios;
import dev.parley.conformance.scenario.DelayScenarios;
import dev.parley.conformance.scenario.EchoScenarios;
import dev.parley.conformance.scenario.FlowScenarios;
import dev.parley.conformance.scenario.FramingScenarios;
import dev.parley.conformance.scenario.LifecycleScenarios;
import dev.parley.conformance.scenario.RefusalScenarios;
import dev.parley.conformance.scenario.RestScenarios;
import dev.parley.conformance.scenario.SizeScenarios;
import dev.parley.conformance.scenario.StopScenarios;
import dev.parley.conformance.scenario.StyleContractScenarios;
import dev.parley.conformance.scenario.TimeoutScenarios;
import dev.parley.conformance.scenario.WriteClockScenarios;
import dev.parley.protocol.Trait;
import dev.parley.protocol.Transport;
import org.junit.jupiter.api.Test;

/**
 * What every server of a stream transport is held to. A class that implements {@link
 * ConcurrentConformance} or {@link SequentialConformance}, after what the server can do, says what
 * it judges and is a JUnit test, of which nothing is skipped:
 *
 * <pre>{@code
 * class MyConformanceTest implements ConcurrentConformance {
 *   @Override
 *   public Target target() {
 *     return Targets.style(new MyStyle());
 *   }
 * }
 * }</pre>
 */
public interface StreamConformance
    extends EchoScenarios,
        FramingScenarios,
        SizeScenarios,
        RefusalScenarios,
        DelayScenarios,
        FlowScenarios,
        TimeoutScenarios,
        WriteClockScenarios,
        ClosingScenarios,
        RestScenarios,
        LifecycleScenarios,
        StyleContractScenarios,
        StopScenarios,
        ClientScenarios,
        ClientErrorScenarios {

  /**
   * A class that implements the wrong interface would leave out in silence what it should judge.
   */
  @Test
  default void judges_all_that_applies() {
    boolean concurrent = target().traits().contains(Trait.CONCURRENT);
    Class<?> fit = concurrent ? ConcurrentConformance.class : SequentialConformance.class;
    if (target().transport() == Transport.TLS) {
      fit = TlsConformance.class;
    }
    if (!fit.isInstance(this)) {
      throw new AssertionError(
          "%s must implement %s, for that is what %s can do"
              .formatted(getClass().getName(), fit.getSimpleName(), target().name()));
    }
  }
}
