// SPDX-License-Identifier: Apache-2.0

package dev.parley.docs;

import dev.parley.protocol.Frame;
import dev.parley.protocol.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares the drawing of a frame with a frame that the codec makes. */
final class Drawing {

  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern FIELD = Pattern.compile("(\\w+) *u(8|32)");

  private Drawing() {}

  /** Returns whether a block is one: offsets, a border, the fields, a border. */
  static boolean isOne(Block block) {
    return block.lines().size() == 4
        && block.lines().get(0).matches("[ 0-9]+")
        && block.lines().get(1).matches(" *\\+[-+]+")
        && block.lines().get(2).matches(" *\\|.*\\|");
  }

  static List<Finding> check(Block block) {
    List<Finding> findings = new ArrayList<>();
    List<Integer> offsets = numbers(block.lines().get(0));
    Map<String, String> fields = new HashMap<>();
    int at = 0;
    Matcher field = FIELD.matcher(block.lines().get(2));
    for (int column = 0; field.find(); column++) {
      int width = Integer.parseInt(field.group(2)) / Byte.SIZE;
      if (column >= offsets.size() || offsets.get(column) != at) {
        findings.add(Finding.of(block.start(), "%s begins at %d".formatted(field.group(1), at)));
      }
      fields.put(field.group(1), frame(at, at + width));
      at += width;
    }
    if (at != Frame.HEADER_BYTES || offsets.getLast() != at) {
      findings.add(Finding.of(block.start(), "the payload begins at " + Frame.HEADER_BYTES));
    }
    if (!fields.equals(Map.of("length", "00000002", "type", "01", "id", "00000007"))) {
      findings.add(Finding.of(block.start(), "an ECHO of hi with id 7 has " + fields));
    }
    return findings;
  }

  private static List<Integer> numbers(String line) {
    return NUMBER.matcher(line).results().map(MatchResult::group).map(Integer::valueOf).toList();
  }

  private static String frame(int from, int to) {
    byte[] bytes = Request.echo(7, new byte[] {'h', 'i'}).frame().array();
    return HexFormat.of().formatHex(bytes, from, to);
  }
}
