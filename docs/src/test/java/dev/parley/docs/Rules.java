// SPDX-License-Identifier: Apache-2.0

package dev.parley.docs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Compares the numbers of rules that a page names with those that PROTOCOL.md has. */
final class Rules {

  private static final Pattern DEFINED = Pattern.compile("^\\*\\*(R(?:\\d+|[AB])\\.\\d+)\\*\\* ");
  private static final Pattern NAMED = Pattern.compile("\\bR(?:\\d+|[AB])\\.\\d+\\b");

  private final Set<String> defined = new HashSet<>();

  Rules(Page protocol) {
    for (String line : protocol.lines()) {
      DEFINED.matcher(line).results().map(rule -> rule.group(1)).forEach(defined::add);
    }
  }

  List<Finding> check(Page page) {
    List<Finding> findings = new ArrayList<>();
    for (int at = 0; at < page.lines().size(); at++) {
      for (MatchResult rule : NAMED.matcher(page.lines().get(at)).results().toList()) {
        if (!defined.contains(rule.group())) {
          findings.add(Finding.of(at, "PROTOCOL.md has no rule " + rule.group()));
        }
      }
    }
    return findings;
  }
}
