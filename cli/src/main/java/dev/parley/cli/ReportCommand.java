// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.conformance.report.HtmlReport;
import dev.parley.conformance.report.JsonReport;
import dev.parley.conformance.report.MarkdownReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes one report of the results of several checks, on one machine or on many. */
@Command(
    name = "report",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Make one page of the results of several checks: of several machines, systems or JDKs.",
      "Each target of each FILE becomes a column of its own.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the report is written, whatever it tells",
      "64:wrong usage, or a file that is no report or cannot be written"
    })
final class ReportCommand implements Callable<Integer> {

  private static final Path STANDARD_OUTPUT = Path.of("-");

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "A report.json, as check leaves it.")
  private List<Path> files = List.of();

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write one page that needs no network; - prints it.")
  private @Nullable Path html;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "Write a summary as a CI job shows it; - prints it.")
  private @Nullable Path markdown;

  private final Shell shell;

  ReportCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    if (html == null && markdown == null) {
      throw new CommandException(ExitCode.USAGE, "give --html, --markdown or both");
    }
    List<JsonNode> runs = new ArrayList<>();
    files.forEach(file -> runs.add(read(file)));
    if (html != null) {
      write("--html", html, page(runs));
    }
    if (markdown != null) {
      write("--markdown", markdown, MarkdownReport.of(runs).getBytes(UTF_8));
    }
    return ExitCode.OK;
  }

  private static JsonNode read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return JsonReport.read(in);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, "'%s' is no report: %s".formatted(file, OneLine.why(e)));
    }
  }

  private static byte[] page(List<JsonNode> runs) {
    var page = new ByteArrayOutputStream();
    try {
      HtmlReport.write(runs, page);
    } catch (IOException e) {
      throw new CommandException(ExitCode.BUG, OneLine.why(e));
    }
    return page.toByteArray();
  }

  private void write(String option, Path file, byte[] bytes) {
    if (file.equals(STANDARD_OUTPUT)) {
      shell.out().writeBytes(bytes);
      shell.out().flush();
      return;
    }
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, "%s: cannot write '%s': %s".formatted(option, file, OneLine.why(e)));
    }
  }
}
