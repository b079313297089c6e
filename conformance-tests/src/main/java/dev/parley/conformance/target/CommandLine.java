// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

import java.util.ArrayList;
import java.util.List;

/** Splits a command into words as a POSIX shell quotes them, and expands nothing. */
public final class CommandLine {

  private final String text;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int at;

  private CommandLine(String text) {
    this.text = text;
  }

  /**
   * Returns the words: blanks part them, {@code '...'} and {@code "..."} hold them together, a
   * backslash takes the next character as it is.
   *
   * @throws IllegalArgumentException if there is no word or a quote stays open
   */
  public static List<String> split(String command) {
    return new CommandLine(command).split();
  }

  private List<String> split() {
    while (at < text.length()) {
      char c = text.charAt(at++);
      switch (c) {
        case ' ', '\t', '\n', '\r' -> endWord();
        case '\'' -> single();
        case '"' -> doubled();
        case '\\' -> append(next("a backslash at the end of"));
        default -> append(c);
      }
    }
    endWord();
    if (words.isEmpty()) {
      throw new IllegalArgumentException("the command is empty");
    }
    return List.copyOf(words);
  }

  private void single() {
    inWord = true;
    for (char c = quoted(); c != '\''; c = quoted()) {
      word.append(c);
    }
  }

  private void doubled() {
    inWord = true;
    for (char c = quoted(); c != '"'; c = quoted()) {
      if (c == '\\') {
        char escaped = quoted();
        if ("$`\"\\".indexOf(escaped) < 0) {
          word.append('\\');
        }
        word.append(escaped);
      } else {
        word.append(c);
      }
    }
  }

  private char quoted() {
    return next("a quote stays open in");
  }

  private char next(String otherwise) {
    if (at == text.length()) {
      throw new IllegalArgumentException(otherwise + " the command: " + text);
    }
    return text.charAt(at++);
  }

  private void append(char c) {
    inWord = true;
    word.append(c);
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }
}
