// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.comparison.model.Comparison;
import dev.parley.comparison.model.ComparisonFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The files that a comparison leaves. */
final class ComparisonFiles {

  private final Path json;

  /** Makes the directory where it is not there yet. Results of an earlier run stay until then. */
  ComparisonFiles(Path directory) {
    json = directory.resolve("comparison.json");
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
    Path next = json.resolveSibling("comparison.json.next");
    try {
      try (OutputStream out = Files.newOutputStream(next)) {
        ComparisonFile.write(comparison, out);
      }
      Files.move(next, json, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, "cannot write '%s': %s".formatted(json, OneLine.why(e)));
    }
  }

  /** Returns where they are. */
  @Override
  public String toString() {
    return json.toString();
  }
}
