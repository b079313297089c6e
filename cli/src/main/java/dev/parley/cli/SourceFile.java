// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The source of one class.
 *
 * @param className the class's full name
 * @param text the whole file
 */
record SourceFile(String className, String text) {

  private static final Pattern NO_CODE =
      Pattern.compile(
          "\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*+\"|'(?:\\\\.|[^'\\\\])+'"
              + "|//[^\n]*|(?s:/\\*.*?\\*/)");
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (?:static )?([a-z][\\w.]*?)\\.([A-Z]\\w*)\\b.*$");
  private static final Pattern NAME = Pattern.compile("\\b[A-Z]\\w*");
  private static final Pattern HEAD = Pattern.compile("(package|import) .*;");
  private static final Pattern ROLE = Pattern.compile("\\bimplements ([A-Z]\\w*)");

  String simpleName() {
    return className.substring(className.lastIndexOf('.') + 1);
  }

  /** Returns the full names that its code may mean, in the order of their first mention. */
  Set<String> mentions() {
    String code = NO_CODE.matcher(text).replaceAll(" ");
    Map<String, String> imports = new LinkedHashMap<>();
    for (MatchResult found : IMPORT.matcher(code).results().toList()) {
      imports.put(found.group(2), found.group(1) + "." + found.group(2));
    }
    String home = className.substring(0, className.lastIndexOf('.') + 1);
    Set<String> names = new LinkedHashSet<>();
    for (MatchResult name : NAME.matcher(IMPORT.matcher(code).replaceAll("")).results().toList()) {
      names.add(imports.getOrDefault(name.group(), home + name.group()));
    }
    return names;
  }

  /** Returns the type that it implements first; empty for none. */
  String role() {
    Matcher role = ROLE.matcher(NO_CODE.matcher(text).replaceAll(" "));
    return role.find() ? role.group(1) : "";
  }

  /** Returns the number of the first line behind the licence, the package and the imports. */
  int start() {
    List<String> lines = text.lines().toList();
    int start = 0;
    for (int at = 0; at < lines.size(); at++) {
      if (HEAD.matcher(lines.get(at)).matches()) {
        start = at + 1;
      }
    }
    while (start < lines.size() && lines.get(start).isBlank()) {
      start++;
    }
    return start + 1;
  }

  /** Returns the lines from there on: what a reader compares. */
  List<String> body() {
    return text.lines().skip(start() - 1).toList();
  }
}
