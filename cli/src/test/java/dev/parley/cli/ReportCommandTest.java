// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static dev.parley.cli.Invocation.parley;
import static dev.parley.cli.Samples.report;
import static dev.parley.cli.Samples.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cli.Invocation.Result;
import dev.parley.conformance.report.JsonReport;
import dev.parley.conformance.run.TargetReport;
import dev.parley.conformance.verdict.Verdict;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {

  @TempDir private Path directory;
  private String one = "";
  private String other = "";

  @BeforeEach
  void writeReports() throws Exception {
    one = json("one.json", report("pool", result("F01", Verdict.PASSED)));
    other = json("other.json", report("./mine <b>", result("F01", Verdict.FAILED)));
  }

  @Test
  void mergesRunsIntoOnePage() {
    Path page = directory.resolve("all.html");

    Result result = parley("report", one, other, "--html", page.toString());

    assertThat(result).isEqualTo(new Result(ExitCode.OK, "", ""));
    assertThat(page).content().contains("\"pool\"", "./mine \\u003cb>", "reason of F01");
  }

  @Test
  void printsASummaryForAJob() {
    Result result = parley("report", one, other, "--markdown", "-");

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.out())
        .startsWith("## Parley/1 conformance\n")
        .contains("| <code>pool</code> | ", " | 1 | 0 | 0 | 0 | 0 |\n")
        .contains("### failed: <code>./mine &lt;b></code>, ")
        .contains("- **F01** title of F01: reason of F01<br><code>./again F01</code>\n");
  }

  @Test
  void drawsThemAll() {
    Result result = parley("report", one, other, "--svg", "-");

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.out())
        .startsWith("<svg xmlns=")
        .contains("<desc>2 targets, 1 scenario</desc>", ">pool<", ">./mine &lt;b&gt;<");
  }

  @Test
  void saysWhatIsWrongWithAFile() throws Exception {
    Path text = Files.writeString(directory.resolve("x.txt"), "hello");
    Path old =
        Files.writeString(directory.resolve("old.json"), "{\"format\":\"parley-results/0\"}");
    Path cut =
        Files.writeString(
            directory.resolve("cut.json"), "{\"format\":\"parley-results/1\",\"machine\":{}}");

    assertThat(complaint(with("\"id\" : \"F01\"", "\"id\" : \"# F01\"")))
        .contains("it has \"# F01\" where [A-Z][0-9]{2} belongs");
    assertThat(complaint(with("\"passed\",", "\"right\",")))
        .contains("it has \"right\" where passed|failed|");
    assertThat(complaint(text)).contains("it is no JSON");
    assertThat(complaint(old)).contains("its format is 'parley-results/0', not 'parley-results/1'");
    assertThat(complaint(cut)).contains("it lacks the field 'targets'");
    assertThat(complaint(directory.resolve("none"))).contains("there is no such file");
  }

  /** Returns the first report with one part of it replaced. */
  private Path with(String part, String other) throws Exception {
    String whole = Files.readString(Path.of(one));
    assertThat(whole).contains(part);
    return Files.writeString(directory.resolve("damaged.json"), whole.replace(part, other));
  }

  private String complaint(Path file) {
    Result result = parley("report", one, file.toString(), "--markdown", "-");
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("parley report: '" + file + "' is no report: ");
    return result.err();
  }

  @Test
  void refusesToWriteNothingOrNowhere() {
    assertThat(parley("report", one).err()).startsWith("parley report: give --html, --markdown");
    assertThat(parley("report", "none").err()).startsWith("parley report: 'none' is no report: ");
    assertThat(parley("report", one, "--html", directory.toString()))
        .satisfies(result -> assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE))
        .satisfies(
            result -> assertThat(result.err()).startsWith("parley report: --html: cannot write '"));
  }

  private String json(String name, TargetReport report) throws Exception {
    Path file = directory.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      JsonReport.write(List.of(report), out);
    }
    return file.toString();
  }
}
