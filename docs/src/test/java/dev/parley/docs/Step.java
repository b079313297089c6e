// SPDX-License-Identifier: Apache-2.0

package dev.parley.docs;

import java.util.ArrayList;
import java.util.List;

/**
 * A command on a page and what it is said to print.
 *
 * @param line the index of its line
 * @param command what a reader types, perhaps in several lines
 * @param output the lines below it
 */
record Step(int line, String command, List<String> output) {

  private static final String PROMPT = "$ ";
  private static final String CONTINUATION = "> ";

  /** Returns the steps of a block; one without a command is a step that types nothing. */
  static List<Step> of(Block block) {
    List<Step> steps = new ArrayList<>();
    List<String> lines = block.lines();
    for (int at = 0; at < lines.size(); ) {
      int start = at;
      StringBuilder command = new StringBuilder(withoutPrompt(lines.get(at++)));
      while (at < lines.size() && lines.get(at).startsWith(CONTINUATION)) {
        command.append('\n').append(lines.get(at++).substring(CONTINUATION.length()));
      }
      int output = at;
      while (at < lines.size() && !lines.get(at).startsWith(PROMPT)) {
        at++;
      }
      steps.add(new Step(block.start() + start, command.toString(), lines.subList(output, at)));
    }
    return steps;
  }

  private static String withoutPrompt(String line) {
    return line.startsWith(PROMPT) ? line.substring(PROMPT.length()) : "";
  }

  /** Returns the index of the first line of the output on the page. */
  int outputStart() {
    return line + (int) command.lines().count();
  }

  /** Returns whether the command starts a server that runs on behind the next commands. */
  boolean startsServer() {
    return command.endsWith("&");
  }
}
