// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static dev.parley.cli.Invocation.parley;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cli.Invocation.Result;
import dev.parley.protocol.Style;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiffCommandTest {

  @Test
  void showsTheOneLineInWhichTwoStylesDiffer() {
    Result result = parley("diff", "threaded", "virtual", "--width", "160");

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains("dev.parley.threaded.ThreadedStyle", "dev.parley.threaded.VirtualStyle")
        .contains(" lines alike ..");
    assertThat(result.out().lines())
        .anyMatch(line -> line.matches(".* Thread.ofPlatform\\(.* \\| .* Thread.ofVirtual\\(.*"))
        .noneMatch(line -> line.startsWith("Only in"))
        .anyMatch(line -> line.matches("The same in both: .*\\bThreadedServer, .*"));
  }

  @Test
  void namesWhatStandsInOneStyleOnly() {
    String out = parley("diff", "blocking", "nio", "--width", "400").out();

    assertThat(out.lines())
        .anyMatch(line -> line.matches("Only in blocking: .*\\bDeadline\\b.*"))
        .anyMatch(line -> line.matches("Only in nio: .*\\bEventLoop\\b.*"));
    assertThat(out).contains("dev.parley.blocking.TimedSocket").doesNotContain("final class Inbox");
  }

  @Test
  void showsOneClassAlone() {
    String inbox = parley("diff", "blocking", "nio", "--class", "Inbox").out();
    String clock = parley("diff", "blocking", "nio", "--class", "Clock").out();

    assertThat(inbox).contains("\n     dev.parley.nio.Inbox\n", "final class Inbox");
    assertThat(inbox).contains("Only in nio: Inbox\n").doesNotContain("Clock");
    assertThat(clock).contains("dev.parley.blocking.Clock", "dev.parley.nio.Clock");
    assertThat(clock).doesNotContain("Connection\n", "Only in");
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 133})
  void keepsItsLinesWithinTheWidth(int width) {
    String columns = Integer.toString(width);

    assertThat(parley("diff", "nio", "tls-nio", "--width", columns).out().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width))
        .anySatisfy(line -> assertThat(line).hasSize(width));
  }

  @Test
  void takesTheWidthOfTheTerminal() {
    assertThat(rule(Map.of("COLUMNS", "90"))).hasSize(90);
    assertThat(rule(Map.of("COLUMNS", "20"))).hasSize(120);
    assertThat(rule(Map.of("COLUMNS", "wide"))).hasSize(120);
    assertThat(rule(Map.of())).hasSize(120);
  }

  private static String rule(Map<String, String> environment) {
    return parley(environment, "", "diff", "pool", "virtual")
        .out()
        .lines()
        .filter(line -> line.matches("-+"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void countsClassByClass() {
    List<String> lines =
        parley("diff", "threaded", "virtual", "--stat").out().lines().skip(1).toList();

    assertThat(lines.getFirst()).matches("CLASS +ALIKE +CHANGED +ONLY threaded +ONLY virtual");
    assertThat(lines.get(1)).matches("ThreadedStyle / VirtualStyle +\\d+ +[1-9] +0 +0");
    assertThat(lines).anyMatch(line -> line.matches("Connection +\\d+ +0 +0 +0"));
    assertThat(lines.getLast()).matches("all +\\d{4} +[1-9] +0 +0");
  }

  @Test
  void countsEachStyleAgainstEachOther() {
    List<String> lines = parley("diff", "--stat").out().lines().skip(1).toList();

    assertThat(lines).hasSize(Style.all().size() + 1);
    assertThat(lines.getFirst()).startsWith("STYLE ").endsWith(" tls");
    assertThat(lines.get(1)).matches("blocking +\\d+");
    assertThat(lines.get(4)).matches("virtual +\\d+ +\\d{2} +[1-9] +\\d{2}");
  }

  @Test
  void saysThatAStyleIsItself() {
    assertThat(parley("diff", "nio", "nio"))
        .isEqualTo(new Result(ExitCode.OK, "nio is nio: nothing differs.%n".formatted(), ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "nio # give two styles, or --stat alone",
        "nio nioo # no style is named 'nioo'; did you mean 'nio'? (there are: blocking, ",
        "nio tls --width 59 # --width must be at least 60",
        "nio async --class Clocks # --class: neither nio nor async has a class 'Clocks';"
            + " did you mean 'Clock'?",
      })
  void refusesWhatItCannotCompare(String args, String complaint) {
    Result result = parley(("diff " + args).split(" ", -1));

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("parley diff: ").contains(complaint.strip());
  }
}
