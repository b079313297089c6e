// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.conformance.MostlyWaits;
import dev.parley.conformance.fixture.ClientProgramFault;
import dev.parley.conformance.fixture.FixtureClientProgram;
import dev.parley.conformance.target.Target;
import dev.parley.conformance.target.Targets;
import dev.parley.conformance.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A client program that is right passes, and a mistake is named. */
@MostlyWaits
@Timeout(120)
class ClientProgramTest {

  @Test
  void passesAClientThatIsRight() throws Exception {
    TargetReport report = run(ClientProgramFault.NONE, "X*");

    assertThat(report.results())
        .allSatisfy(
            result -> assertThat(result.verdict()).as(result.text()).isEqualTo(Verdict.PASSED))
        .hasSize(8);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void namesAMistake(ClientProgramFault fault) throws Exception {
    ScenarioResult result = run(fault, fault.scenario()).results().getFirst();

    assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(result.text().replaceAll("\\s+", " ")).contains(fault.text());
    assertThat(result.reproduce())
        .startsWith("./parley check --client --launch '")
        .contains("--only " + fault.scenario());
  }

  @Test
  void judgesNoServerByTheScenariosOfClients() throws Exception {
    Target client = Targets.client(FixtureClientProgram.command(ClientProgramFault.NONE));

    assertThat(ConformanceRun.of(client).selected())
        .allMatch(scenario -> scenario.medium() == Medium.CLIENT);
    assertThat(ConformanceRun.of(client).only(List.of("F01")).selected()).isEmpty();
  }

  @Test
  void aProgramThatIsNotThereIsToldOnce() {
    ConformanceRun run = ConformanceRun.of(Targets.client("./no/such/program"));

    assertThatExceptionOfType(TargetUnreachableException.class)
        .isThrownBy(() -> run.run(RunListener.NONE))
        .withMessageStartingWith("./no/such/program: expected a program that can be started");
  }

  private static TargetReport run(ClientProgramFault fault, String pattern) throws Exception {
    return ConformanceRun.of(Targets.client(FixtureClientProgram.command(fault)))
        .only(List.of(pattern))
        .patience(Duration.ofSeconds(5))
        .jobs(2)
        .run(RunListener.NONE);
  }
}
