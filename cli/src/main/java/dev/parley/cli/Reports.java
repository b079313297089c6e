// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.conformance.report.HtmlReport;
import dev.parley.conformance.report.JUnitReport;
import dev.parley.conformance.report.JsonReport;
import dev.parley.conformance.report.MatrixPicture;
import dev.parley.conformance.run.TargetReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files that a check leaves, for people and for other tools. */
final class Reports {

  private final Path json;
  private final Path junit;
  private final Path html;
  private final Path picture;

  /**
   * Makes the directory where it is not there yet, and takes away the reports of an earlier run: a
   * run that comes to no end must not seem to have left them.
   */
  Reports(Path directory) {
    json = directory.resolve("report.json");
    junit = directory.resolve("junit.xml");
    html = directory.resolve("report.html");
    picture = directory.resolve("matrix.svg");
    try {
      Files.createDirectories(directory);
      Files.delete(Files.createTempFile(directory, "parley", null));
      Files.deleteIfExists(json);
      Files.deleteIfExists(junit);
      Files.deleteIfExists(html);
      Files.deleteIfExists(picture);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE,
          "--report-dir: cannot write to '%s': %s".formatted(directory, OneLine.why(e)));
    }
  }

  void write(List<TargetReport> results) {
    try (OutputStream jsonFile = Files.newOutputStream(json);
        OutputStream junitFile = Files.newOutputStream(junit);
        OutputStream htmlFile = Files.newOutputStream(html);
        OutputStream pictureFile = Files.newOutputStream(picture)) {
      JsonReport.write(results, jsonFile);
      JUnitReport.write(results, junitFile);
      List<JsonNode> run = List.of(JsonReport.tree(results));
      HtmlReport.write(run, htmlFile);
      MatrixPicture.write(run, pictureFile);
    } catch (IOException e) {
      throw new CommandException(ExitCode.INCONCLUSIVE, "cannot write a report: " + OneLine.why(e));
    }
  }

  /** Returns where they are; the picture is beside the page. */
  @Override
  public String toString() {
    return json + ", " + junit + ", " + html;
  }
}
