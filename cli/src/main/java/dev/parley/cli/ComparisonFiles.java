// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.comparison.model.Comparison;
import dev.parley.comparison.model.ComparisonFile;
import dev.parley.comparison.report.ComparisonPicture;
import dev.parley.comparison.report.CsvReport;
import dev.parley.comparison.report.HtmlReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The files that a comparison leaves. */
final class ComparisonFiles {

  private final Path json;
  private final Path page;
  private final Path table;
  private final Path picture;
  private final Path figures;

  /** Makes the directory where it is not there yet. Results of an earlier run stay until then. */
  ComparisonFiles(Path directory) {
    json = directory.resolve("comparison.json");
    page = directory.resolve("report.html");
    table = directory.resolve("comparison.csv");
    picture = directory.resolve("comparison.svg");
    figures = directory.resolve("figures.json");
    try {
      Files.createDirectories(directory);
      Files.delete(Files.createTempFile(directory, "parley", null));
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, "--out: cannot write to '%s': %s".formatted(directory, OneLine.why(e)));
    }
  }

  /** Writes them anew; who reads meanwhile sees the old ones or the new ones, whole. */
  synchronized void write(Comparison comparison) {
    replace(json, out -> ComparisonFile.write(comparison, out));
    writeAgain(comparison);
  }

  /** Writes anew what can be made of a comparison.json, and leaves the one that is there alone. */
  synchronized void writeAgain(Comparison comparison) {
    replace(page, out -> HtmlReport.write(comparison, out));
    replace(table, out -> CsvReport.write(comparison, out));
    replace(picture, out -> ComparisonPicture.write(comparison, out));
    replace(figures, out -> ComparisonFile.write(comparison.brief(), out));
  }

  private static void replace(Path file, Content content) {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      try (OutputStream out = Files.newOutputStream(next)) {
        content.write(out);
      }
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, "cannot write '%s': %s".formatted(file, OneLine.why(e)));
    }
  }

  /** Returns where those are that are made of a comparison.json. */
  String again() {
    return "%s, and beside it %s, %s and %s"
        .formatted(page, picture.getFileName(), table.getFileName(), figures.getFileName());
  }

  /** Returns where they are. */
  @Override
  public String toString() {
    return json + ", " + again();
  }

  /** What a file is to hold. */
  @FunctionalInterface
  private interface Content {
    void write(OutputStream out) throws IOException;
  }
}
