// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.MostlyWaits;
import dev.parley.conformance.fixture.FixtureServerProgram;
import dev.parley.conformance.fixture.FixtureStyle;
import dev.parley.conformance.fixture.ServerProgramFault;
import dev.parley.conformance.target.Target;
import dev.parley.conformance.target.Targets;
import dev.parley.conformance.verdict.Verdict;
import dev.parley.protocol.Trait;
import dev.parley.protocol.Transport;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A program of a server that is launched rightly passes, and a mistake is named. */
@MostlyWaits
@Timeout(120)
class ServerProgramTest {

  @Test
  void passesAProgramThatIsRight() throws Exception {
    TargetReport report = run(ServerProgramFault.NONE, "S0?");

    assertThat(report.results())
        .allSatisfy(
            result -> assertThat(result.verdict()).as(result.text()).isEqualTo(Verdict.PASSED))
        .hasSize(5);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void namesAMistake(ServerProgramFault fault) throws Exception {
    ScenarioResult result = run(fault, fault.scenario()).results().getFirst();

    assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(result.text().replaceAll("\\s+", " ")).contains(fault.text());
  }

  @Test
  void judgesOnlyProgramsThatTheSuiteLaunches() {
    assertThat(ConformanceRun.of(Targets.style(new FixtureStyle())).only(List.of("S0?")).selected())
        .isEmpty();
  }

  private static TargetReport run(ServerProgramFault fault, String pattern) throws Exception {
    Target target =
        Targets.launch(
            FixtureServerProgram.command(fault),
            Transport.TCP,
            EnumSet.of(Trait.CONCURRENT),
            fault.name().startsWith("HANGS") ? Duration.ofSeconds(5) : Targets.START_TIMEOUT);
    return ConformanceRun.of(target).only(List.of(pattern)).jobs(2).run(RunListener.NONE);
  }
}
