// SPDX-License-Identifier: Apache-2.0

package dev.parley.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks an excerpt up in its file. It has to be there word for word, but for its indentation; a
 * line {@code …} leaves lines out. When the file has changed, the new text is what lies between the
 * first and the last line of the old one.
 */
final class Excerpt {

  private static final String OMITTED = "…";

  private final List<String> source;
  private final List<String> found = new ArrayList<>();
  private int from;

  private Excerpt(List<String> source) {
    this.source = source;
  }

  /** Compares the excerpt in {@code block} with the file that {@code page} links to. */
  static Optional<Finding> check(Path page, Block block) throws IOException {
    String link = Kind.source(block).orElseThrow();
    Path file = page.resolveSibling(link);
    if (!Files.exists(file)) {
      return Optional.of(
          Finding.of(block.start(), "an excerpt of a file that is not there: " + link));
    }
    return new Excerpt(Files.readAllLines(file)).compare(block, link);
  }

  private Optional<Finding> compare(Block block, String link) {
    for (List<String> piece : pieces(block.lines())) {
      if (!find(piece)) {
        return Optional.of(
            Finding.of(
                block.start(),
                "not in %s, or not in this order:%n%s"
                    .formatted(link, String.join("\n", piece).indent(4))));
      }
    }
    if (found.equals(block.lines())) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
            block.start(),
            "%s now reads:%n%s".formatted(link, String.join("\n", found).indent(4)),
            new Correction(block.start(), block.end(), found)));
  }

  /** Adds what the file has for the piece, and goes on behind it. */
  private boolean find(List<String> piece) {
    if (piece.getFirst().strip().equals(OMITTED)) {
      return found.add(piece.getFirst());
    }
    String wanted = String.join("\n", piece).stripIndent();
    for (int at = from; at + piece.size() <= source.size(); at++) {
      if (text(at, at + piece.size()).equals(wanted)) {
        return take(at, piece);
      }
    }
    return findBetween(piece);
  }

  private boolean take(int start, List<String> piece) {
    found.addAll(piece);
    from = start + piece.size();
    return true;
  }

  private boolean findBetween(List<String> piece) {
    int start = indexOf(piece.getFirst(), from);
    int last = start < 0 ? -1 : indexOf(piece.getLast(), start);
    if (last < 0) {
      return false;
    }
    return take(start, text(start, last + 1).lines().toList());
  }

  private int indexOf(String line, int start) {
    for (int at = start; at < source.size(); at++) {
      if (source.get(at).strip().equals(line.strip())) {
        return at;
      }
    }
    return -1;
  }

  private String text(int start, int end) {
    return String.join("\n", source.subList(start, end)).stripIndent();
  }

  /** A line that leaves lines out is a piece of its own. */
  private static List<List<String>> pieces(List<String> lines) {
    List<List<String>> pieces = new ArrayList<>();
    List<String> piece = new ArrayList<>();
    for (String line : lines) {
      if (line.strip().equals(OMITTED)) {
        addUnlessEmpty(pieces, piece);
        pieces.add(List.of(line));
        piece = new ArrayList<>();
      } else {
        piece.add(line);
      }
    }
    addUnlessEmpty(pieces, piece);
    return pieces;
  }

  private static void addUnlessEmpty(List<List<String>> pieces, List<String> piece) {
    if (!piece.isEmpty()) {
      pieces.add(piece);
    }
  }
}
