// SPDX-License-Identifier: Apache-2.0

package dev.parley.docs;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What was checked, to be told at the end. Thread-safe. */
final class Tally {

  private final Map<Kind, Integer> blocks = new EnumMap<>(Kind.class);
  private final Set<String> elsewhere = new TreeSet<>();
  private int commands;
  private int tables;
  private int links;
  private int externalLinks;

  synchronized void block(Kind kind) {
    blocks.merge(kind, 1, Integer::sum);
  }

  synchronized void command() {
    commands++;
  }

  synchronized void elsewhere(String command) {
    elsewhere.add(command);
  }

  synchronized void table() {
    tables++;
  }

  synchronized void link() {
    links++;
  }

  synchronized void externalLink() {
    externalLinks++;
  }

  @Override
  public synchronized String toString() {
    String kinds =
        blocks.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey().plural())
            .collect(Collectors.joining(", "));
    return """
    %s; %d commands run; %d generated tables; %d links followed
    not followed, since they lead elsewhere: %d links
    not run here, since .ci/run runs them: %s\
    """
        .formatted(kinds, commands, tables, links, externalLinks, elsewhere);
  }
}
