// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Ids of scenarios in few words: {@code F01 F03-F07 R02}. */
final class IdRanges {

  private final List<String> ranges = new ArrayList<>();
  private String first = "";
  private String last = "";

  /** Adds an id; they come in their order. */
  void add(String id) {
    if (!id.equals(next(last))) {
      close();
      first = id;
    }
    last = id;
  }

  private static String next(String id) {
    return id.isEmpty()
        ? ""
        : String.format(Locale.ROOT, "%s%02d", id.charAt(0), Integer.parseInt(id.substring(1)) + 1);
  }

  private void close() {
    if (first.isEmpty()) {
      return;
    }
    if (first.equals(last)) {
      ranges.add(first);
    } else if (next(first).equals(last)) {
      ranges.add(first + " " + last);
    } else {
      ranges.add(first + "-" + last);
    }
    first = "";
  }

  @Override
  public String toString() {
    close();
    last = "";
    return String.join(" ", ranges);
  }
}
