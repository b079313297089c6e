// SPDX-License-Identifier: Apache-2.0

package dev.parley.pitfalls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One classic mistake: a page that tells it and the change that makes it.
 *
 * @param name the name of its folder
 * @param title what is wrong, as the page's headline says it
 * @param style the style in which it is made
 * @param scenario the id of the scenario that was made for it
 * @param rules the rules of PROTOCOL.md that it breaks
 * @param says a part of the failure text that names it
 * @param fault the change
 */
public record Pitfall(
    String name,
    String title,
    String style,
    String scenario,
    List<String> rules,
    String says,
    Fault fault) {

  /** Reads a folder of the gallery. */
  static Pitfall read(Path folder) throws IOException {
    String page = Files.readString(folder.resolve("README.md"));
    return new Pitfall(
        String.valueOf(folder.getFileName()),
        find("(?m)\\A# (.+)$", page, "a headline"),
        row("style", page),
        row("caught by", page),
        List.of(row("breaks", page).split(", ")),
        row("the suite says", page),
        Fault.of(Files.readAllLines(folder.resolve("fault.patch"))));
  }

  private static String row(String name, String page) {
    return find("(?m)^\\| " + name + " \\| (.+) \\|$", page, "a row '" + name + "'");
  }

  private static String find(String regex, String page, String what) {
    Matcher matcher = Pattern.compile(regex).matcher(page);
    if (!matcher.find()) {
      throw new IllegalArgumentException("a pitfall's page needs " + what);
    }
    return matcher.group(1);
  }

  @Override
  public String toString() {
    return name;
  }
}
