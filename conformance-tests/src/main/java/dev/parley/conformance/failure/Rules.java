// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.failure;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.conformance.verdict.HarnessFault;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules of PROTOCOL.md, read from the page itself, which the build packs into the jar. */
public final class Rules {

  private static final String PAGE = "/dev/parley/conformance/PROTOCOL.md";

  /** A rule is a paragraph: its id, its text, its intent, and maybe why it is not tested. */
  private static final Pattern RULE =
      Pattern.compile(
          "\\*\\*(?<id>R(?:\\d+|[AB])\\.\\d+)\\*\\* (?<text>.*?)"
              + "(?: \\*Intent:\\* (?<intent>.*?))?"
              + "(?: \\*Not tested:\\* (?<reason>.*))?");

  private static final Map<String, Rule> ALL = parse(page());

  private Rules() {}

  /** Returns all rules by their ids, in the order of the page. */
  public static Map<String, Rule> all() {
    return ALL;
  }

  /**
   * Returns one rule.
   *
   * @throws IllegalArgumentException if the page has none of that id
   */
  public static Rule get(String id) {
    Rule rule = ALL.get(id);
    if (rule == null) {
      throw new IllegalArgumentException("PROTOCOL.md has no rule " + id);
    }
    return rule;
  }

  static Map<String, Rule> parse(String page) {
    Map<String, Rule> rules = new LinkedHashMap<>();
    for (String paragraph : page.split("\\R{2,}", -1)) {
      Matcher rule = RULE.matcher(paragraph.strip().replaceAll("\\s+", " "));
      if (rule.matches()) {
        String id = rule.group("id");
        if (rules.put(id, new Rule(id, rule.group("text"), rule.group("reason"))) != null) {
          throw new IllegalArgumentException("PROTOCOL.md has two rules " + id);
        }
      }
    }
    return rules;
  }

  private static String page() {
    try (InputStream in = Rules.class.getResourceAsStream(PAGE)) {
      if (in == null) {
        throw new HarnessFault("the class path lacks " + PAGE, null);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new HarnessFault("cannot read " + PAGE, e);
    }
  }
}
