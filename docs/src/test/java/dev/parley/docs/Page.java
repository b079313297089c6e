// SPDX-License-Identifier: Apache-2.0

package dev.parley.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of Markdown, as far as the checker has to understand it.
 *
 * @param file where it is
 * @param lines its text
 */
record Page(Path file, List<String> lines) {

  private static final Pattern FENCE = Pattern.compile(" {0,3}```+ *([^`\\s]*)[^`]*");

  static Page read(Path file) {
    try {
      return new Page(file, Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the fenced blocks in their order. */
  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    for (int at = 0; at < lines.size(); at++) {
      Matcher fence = FENCE.matcher(lines.get(at));
      if (fence.matches()) {
        int end = endOfBlock(at + 1);
        blocks.add(new Block(at + 1, fence.group(1), lines.subList(at + 1, end), lead(at)));
        at = end;
      }
    }
    return blocks;
  }

  /** Returns the page without its blocks; the lines keep their numbers. */
  List<String> prose() {
    List<String> prose = new ArrayList<>(lines);
    for (Block block : blocks()) {
      for (int at = block.start() - 1; at < Math.min(block.end() + 1, prose.size()); at++) {
        prose.set(at, "");
      }
    }
    return prose;
  }

  /** Returns the page with the corrections of all findings that have one. */
  Page corrected(List<Finding> findings) {
    List<String> corrected = new ArrayList<>(lines);
    findings.stream()
        .flatMap(finding -> finding.correction().stream())
        // From the end on: what lies before keeps its line.
        .sorted(Comparator.comparingInt(Correction::from).reversed())
        .forEach(correction -> {
          List<String> wrong = corrected.subList(correction.from(), correction.to());
          wrong.clear();
          wrong.addAll(correction.lines());
        });
    return new Page(file, corrected);
  }

  private int endOfBlock(int from) {
    int end = from;
    while (end < lines.size() && !lines.get(end).strip().startsWith("```")) {
      end++;
    }
    return end;
  }

  /** The paragraph before a block says where the block is from. */
  private String lead(int fence) {
    int end = fence;
    while (end > 0 && lines.get(end - 1).isBlank()) {
      end--;
    }
    int start = end;
    while (start > 0 && !lines.get(start - 1).isBlank()) {
      start--;
    }
    return String.join(" ", lines.subList(start, end));
  }
}
