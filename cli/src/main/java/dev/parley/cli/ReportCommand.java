// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.conformance.report.HtmlReport;
import dev.parley.conformance.report.JsonReport;
import dev.parley.conformance.report.MarkdownReport;
import dev.parley.conformance.report.MatrixPicture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
      "Make one page, one summary or one picture of the results of several checks: of several"
          + " machines, systems or JDKs.",
      "Each target of each FILE becomes a column of its own; in the picture a row.",
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

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Write the matrix as a picture; - prints it.")
  private @Nullable Path svg;

  private final Shell shell;

  ReportCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    List<JsonNode> runs = new ArrayList<>();
    files.forEach(file -> runs.add(read(file)));
    if (html == null && markdown == null && svg == null) {
      throw new CommandException(ExitCode.USAGE, "give --html, --markdown, --svg or several");
    }
    if (html != null) {
      write("--html", html, bytes(out -> HtmlReport.write(runs, out)));
    }
    if (markdown != null) {
      write("--markdown", markdown, MarkdownReport.of(runs).getBytes(UTF_8));
    }
    if (svg != null) {
      write("--svg", svg, bytes(out -> MatrixPicture.write(runs, out)));
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

  /** What a report writes. */
  @FunctionalInterface
  private interface Content {
    void write(OutputStream out) throws IOException;
  }

  private static byte[] bytes(Content content) {
    var bytes = new ByteArrayOutputStream();
    try {
      content.write(bytes);
    } catch (IOException e) {
      throw new CommandException(ExitCode.BUG, OneLine.why(e));
    }
    return bytes.toByteArray();
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
