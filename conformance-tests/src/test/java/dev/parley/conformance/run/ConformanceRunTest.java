// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.conformance.MostlyWaits;
import dev.parley.conformance.datagram.DatagramStyle;
import dev.parley.conformance.fixture.Fault;
import dev.parley.conformance.fixture.FixtureStyle;
import dev.parley.conformance.fixture.Program;
import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.target.Setting;
import dev.parley.conformance.target.SuiteOptions;
import dev.parley.conformance.target.Target;
import dev.parley.conformance.target.Targets;
import dev.parley.conformance.verdict.Verdict;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import dev.parley.protocol.Trait;
import dev.parley.protocol.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@MostlyWaits
class ConformanceRunTest {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final List<String> progress = new ArrayList<>();
  private final RunListener listener =
      new RunListener() {
        @Override
        public void started(ScenarioInfo scenario) {
          progress.add("+" + scenario.id());
        }

        @Override
        public void finished(ScenarioResult result) {
          progress.add("-" + result.scenario().id());
        }
      };

  @Test
  void tellsVerdictsAndProgress() throws Exception {
    TargetReport report =
        ConformanceRun.of(
                Targets.style(
                    new FixtureStyle(Fault.ID_LOSES_HIGHEST_BIT, EnumSet.noneOf(Trait.class))))
            .only(List.of("F01", "F13", "F08"))
            .seed(42)
            .jobs(1)
            .run(listener);

    assertThat(report.target()).isEqualTo("fixture-id_loses_highest_bit");
    assertThat(report.seed()).isEqualTo(42);
    assertThat(report.results())
        .extracting(result -> result.scenario().id() + " " + result.verdict().label())
        .containsExactly("F01 failed", "F08 passed", "F13 not applicable");
    assertThat(report.count(Verdict.FAILED)).isEqualTo(1);
    assertThat(report.results().getFirst().reason())
        .startsWith("expected ECHO reply, id 0x80000000");
    assertThat(report.results().getFirst().reproduce())
        .isEqualTo("./parley check fixture-id_loses_highest_bit --only F01 --seed 42");
    assertThat(report.results().getLast().reason()).contains("the trait concurrent");
    assertThat(progress).containsExactlyInAnyOrder("+F01", "-F01", "+F08", "-F08", "+F13", "-F13");
  }

  @Test
  void drawsTheOrderFromTheSeed() throws Exception {
    assertThat(order(1)).isEqualTo(order(1)).isNotEqualTo(order(2));
    assertThat(order(1)).containsExactlyInAnyOrderElementsOf(order(2));
  }

  @Test
  void playsPlainRequestsBeforeAllOthers() throws Exception {
    assertThat(order(1)).startsWith("+F01", "-F01");
    assertThat(order(2)).startsWith("+F01", "-F01");
    assertThat(Catalogue.all()).extracting(ScenarioInfo::id).containsAll(Catalogue.SANITY);
  }

  private List<String> order(long seed) throws Exception {
    progress.clear();
    ConformanceRun.of(Targets.style(new FixtureStyle()))
        .only(List.of("F01", "F03", "F06", "F08", "F13", "S01"))
        .seed(seed)
        .jobs(1)
        .run(listener);
    return List.copyOf(progress);
  }

  @Test
  void leavesOutAndForgivesWhatItIsToldTo() throws Exception {
    Target broken = Targets.style(new FixtureStyle(Fault.ID_LOSES_HIGHEST_BIT, Set.of()));
    TargetReport report =
        ConformanceRun.of(broken)
            .select(new Selection(List.of("F01", "F08"), List.of("*mid-frame*")))
            .expect(ExpectedFailures.parse(List.of("F01 | id 0x80000000 | known")))
            .run(listener);

    assertThat(report.results())
        .extracting(result -> result.scenario().id() + " " + result.verdict().label())
        .containsExactly("F01 expected failure");
  }

  @Test
  void playsThoseAloneThatAskForIt() throws Exception {
    ConformanceRun run =
        ConformanceRun.of(Targets.style(new FixtureStyle())).only(List.of("F0[4]", "F04", "R09"));
    assertThat(run.scenarios()).extracting(ScenarioInfo::alone).containsExactly(false, true);
    run.run(listener);
    assertThat(progress).containsExactly("+F04", "-F04", "+R09", "-R09");
  }

  @Test
  void judgesAProgramAndAnAddress() throws Exception {
    Target program = Targets.launch(fixture(), Transport.TCP);
    RunningServer server = program.start(SuiteOptions.BASE);
    try {
      Target address =
          Targets.address(
              Transport.TCP,
              server.address(),
              EnumSet.of(Trait.CONCURRENT),
              ServerOptions.defaults(),
              EnumSet.noneOf(Setting.class));
      assertThat(verdicts(address, "F01", "F04", "F16"))
          .containsExactly(Verdict.PASSED, Verdict.NOT_APPLICABLE, Verdict.NOT_APPLICABLE);
    } finally {
      server.stop();
    }
    assertThat(verdicts(program, "F01", "F04", "F16"))
        .containsExactly(Verdict.PASSED, Verdict.PASSED, Verdict.PASSED);
  }

  @Test
  void judgesWhatSpeaksDatagrams() throws Exception {
    TargetReport report =
        ConformanceRun.of(Targets.style(new DatagramStyle()))
            .only(List.of("D03", "F01", "R01"))
            .run(listener);
    assertThat(report.results())
        .extracting(result -> result.scenario().id() + " " + result.verdict().label())
        .containsExactly("D03 passed", "F01 not applicable", "R01 not applicable");
    assertThat(report.results().getLast().reason()).isEqualTo("it is about streams");
    assertThat(progress).containsExactly("+D03", "-D03");

    RunningServer server = Targets.style(new DatagramStyle()).start(SuiteOptions.BASE);
    Target address = datagramAddress(server);
    assertThat(verdicts(address, "D03", "D04", "D16"))
        .containsExactly(Verdict.PASSED, Verdict.NOT_APPLICABLE, Verdict.NOT_APPLICABLE);
    server.stop();
  }

  @Test
  void aServerOfDatagramsThatIsNotThereIsToldOnce() throws Exception {
    RunningServer server = Targets.style(new DatagramStyle()).start(SuiteOptions.BASE);
    Target gone = datagramAddress(server);
    server.stop();
    assertThatThrownBy(() -> run(gone))
        .isInstanceOf(TargetUnreachableException.class)
        .hasMessageContaining("udp://127.0.0.1:")
        .hasMessageContaining("refused");
  }

  private static Target datagramAddress(RunningServer server) {
    return Targets.address(
        Transport.UDP,
        server.address(),
        EnumSet.of(Trait.CONCURRENT),
        ServerOptions.defaults(),
        EnumSet.noneOf(Setting.class));
  }

  @Test
  void aProgramThatCrashesFails() throws Exception {
    ScenarioResult result =
        ConformanceRun.of(Targets.launch(Program.command("crashes"), Transport.TCP))
            .only(List.of("F01"))
            .patience(PATIENCE)
            .run(RunListener.NONE)
            .results()
            .getFirst();

    assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(result.text().replaceAll("\\s+", " "))
        .contains("The server crashed: the server's process has ended, with status 139")
        .contains("on standard error ready segmentation fault");
  }

  @Test
  void aTargetThatIsNotThereIsToldOnce() throws Exception {
    assertThatThrownBy(() -> run(Targets.launch("./no/such/program", Transport.TCP)))
        .isInstanceOf(TargetUnreachableException.class)
        .hasMessageStartingWith("./no/such/program: expected a program that can be started");
    RunningServer server = Targets.style(new FixtureStyle()).start(SuiteOptions.BASE);
    server.stop();
    Target gone =
        Targets.address(
            Transport.TCP,
            server.address(),
            EnumSet.noneOf(Trait.class),
            ServerOptions.defaults(),
            EnumSet.noneOf(Setting.class));
    assertThatThrownBy(() -> run(gone))
        .isInstanceOf(TargetUnreachableException.class)
        .hasMessageContaining("tcp://127.0.0.1:")
        .hasMessageContaining("refused");
  }

  @Test
  void aFaultOfTheSuiteIsInconclusive() throws Exception {
    Style style =
        new FixtureStyle() {
          @Override
          public Set<Trait> traits() {
            throw new IllegalStateException("no traits today");
          }
        };
    ScenarioResult result =
        ConformanceRun.of(Targets.style(style))
            .only(List.of("F01"))
            .run(RunListener.NONE)
            .results()
            .getFirst();
    assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(result.reason()).contains("the scenario itself is broken");
    assertThat(result.text()).contains("no traits today").contains("\tat ");
  }

  private static List<Verdict> verdicts(Target target, String... ids) throws Exception {
    return ConformanceRun.of(target)
        .only(List.of(ids))
        .patience(PATIENCE)
        .run(RunListener.NONE)
        .results()
        .stream()
        .map(ScenarioResult::verdict)
        .toList();
  }

  private static TargetReport run(Target target) throws TargetUnreachableException {
    return ConformanceRun.of(target).only(List.of("F01")).run(RunListener.NONE);
  }

  private static String fixture() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return "'%s' -cp '%s' dev.parley.conformance.target.StyleServer fixture-none"
        .formatted(java, System.getProperty("java.class.path"));
  }
}
