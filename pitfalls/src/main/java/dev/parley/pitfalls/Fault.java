// SPDX-License-Identifier: Apache-2.0

package dev.parley.pitfalls;

import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.PatchFailedException;
import java.nio.file.Path;
import java.util.List;

/**
 * The change of a few lines that makes a mistake, in one file.
 *
 * @param file which file of the project it changes
 * @param lines the change as a unified diff
 */
record Fault(Path file, List<String> lines) {

  private static final String OLD = "--- a/";

  /**
   * Takes a unified diff of one file.
   *
   * @throws IllegalArgumentException if it is of none or of several
   */
  static Fault of(List<String> diff) {
    List<String> files = diff.stream().filter(line -> line.startsWith(OLD)).toList();
    if (files.size() != 1) {
      throw new IllegalArgumentException("a fault changes one file, not " + files.size());
    }
    return new Fault(Path.of(files.getFirst().substring(OLD.length())), List.copyOf(diff));
  }

  /** Returns how many lines it takes away or adds, whichever is more. */
  long size() {
    return Math.max(count("-"), count("+"));
  }

  private long count(String sign) {
    return lines.stream()
        .filter(line -> line.startsWith(sign) && !line.startsWith(sign.repeat(3)))
        .count();
  }

  /**
   * Returns a text with this change made. The change's own lines must stand in it as they are;
   * where, does not matter.
   *
   * @throws PatchFailedException if they do not
   */
  String appliedTo(String text) throws PatchFailedException {
    List<String> changed =
        UnifiedDiffUtils.parseUnifiedDiff(lines).applyFuzzy(text.lines().toList(), 0);
    return String.join("\n", changed) + "\n";
  }
}
