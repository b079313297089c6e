// SPDX-License-Identifier: Apache-2.0

package dev.parley.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Follows the links of a page: to files, to headings, and to members of classes, where a link's
 * text is {@code `Class.member`} and its target a file of Java.
 */
final class Links {

  private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)\\]\\(([^)\\s]+)\\)");
  private static final Pattern MEMBER = Pattern.compile("`\\w+\\.(\\w+)`");
  private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*)");

  private final Tally tally;

  Links(Tally tally) {
    this.tally = tally;
  }

  List<Finding> check(Page page) throws IOException {
    List<Finding> findings = new ArrayList<>();
    // A link's text may go over a line's end.
    String prose = String.join("\n", page.prose());
    for (MatchResult link : LINK.matcher(prose).results().toList()) {
      int line = (int) prose.substring(0, link.start()).chars().filter(c -> c == '\n').count();
      problem(page, link.group(1), link.group(2))
          .forEach(problem -> findings.add(Finding.of(line, problem)));
    }
    return findings;
  }

  private List<String> problem(Page page, String text, String target) throws IOException {
    if (target.matches("[a-z]+:.*")) {
      tally.externalLink();
      return List.of();
    }
    tally.link();
    String[] parts = target.split("#", 2);
    Path file = parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]).normalize();
    if (!Files.exists(file)) {
      return List.of("a link to a file that is not there: " + target);
    }
    if (parts.length == 2 && !anchors(Page.read(file)).contains(parts[1])) {
      return List.of("a link to a heading that is not there: " + target);
    }
    return missingMember(text, file);
  }

  private static List<String> missingMember(String text, Path file) throws IOException {
    var member = MEMBER.matcher(text);
    if (!file.toString().endsWith(".java") || !member.matches()) {
      return List.of();
    }
    boolean there =
        Pattern.compile("\\b" + member.group(1) + "\\b").matcher(Files.readString(file)).find();
    return there ? List.of() : List.of("%s has no %s".formatted(file.getFileName(), text));
  }

  /** Returns the names that a page's headings get on the web. */
  static Set<String> anchors(Page page) {
    Set<String> anchors = new HashSet<>();
    for (String line : page.prose()) {
      var heading = HEADING.matcher(line);
      if (heading.matches()) {
        String name = name(heading.group(1));
        for (int number = 1; !anchors.add(name); number++) {
          name = name(heading.group(1)) + "-" + number;
        }
      }
    }
    return anchors;
  }

  private static String name(String heading) {
    return LINK.matcher(heading)
        .replaceAll("$1")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }
}
