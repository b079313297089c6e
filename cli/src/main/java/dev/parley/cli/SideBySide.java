// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints two classes side by side, and folds what is alike. */
final class SideBySide {

  /** Narrower than this, nobody can read code in two columns. */
  static final int NARROWEST = 60;

  private static final int NUMBER = 4;
  private static final int BETWEEN = 3;

  private final PrintStream out;
  private final Paint paint;
  private final int width;
  private final int column;
  private final int context;
  private int leftNumber;
  private int rightNumber;

  /**
   * Makes it.
   *
   * @param width of a whole line
   * @param context how many lines that are alike are shown around those that are not
   */
  SideBySide(PrintStream out, Paint paint, int width, int context) {
    this.out = out;
    this.paint = paint;
    this.width = width;
    this.column = (width - BETWEEN) / 2 - NUMBER - 1;
    this.context = context;
  }

  void print(SourcePair pair) {
    out.println();
    row("", pair.left().className(), ' ', "", pair.right().className());
    out.println("-".repeat(width));
    leftNumber = pair.left().start();
    rightNumber = pair.right().start();
    List<DiffRow> rows = pair.rows();
    for (int at = 0; at < rows.size(); ) {
      int end = endOfFold(rows, at);
      // A fold of one line would take as much room as the line.
      if (end - at > 1) {
        fold(end - at);
        at = end;
      } else {
        print(rows.get(at));
        at++;
      }
    }
  }

  /** Prints a class that has no counterpart, over the whole width. */
  void printAlone(SourceFile file) {
    out.println();
    out.println(cell("", file.className()));
    out.println("-".repeat(width));
    int number = file.start();
    for (String line : file.body()) {
      List<String> pieces = Wrap.line(line, width - NUMBER - 1);
      for (int i = 0; i < pieces.size(); i++) {
        out.println(cell(i == 0 ? Integer.toString(number) : "", pieces.get(i)));
      }
      number++;
    }
  }

  /** Returns where the next row begins that is to be seen. */
  private int endOfFold(List<DiffRow> rows, int start) {
    int end = start;
    while (end < rows.size() && !isNearChange(rows, end)) {
      end++;
    }
    return end;
  }

  private boolean isNearChange(List<DiffRow> rows, int at) {
    return rows
        .subList(Math.max(0, at - context), (int) Math.min(rows.size(), at + context + 1L))
        .stream()
        .anyMatch(row -> row.kind() != DiffRow.Kind.ALIKE);
  }

  private void fold(int lines) {
    out.println(paint.faint(" ".repeat(NUMBER + 1) + ".. " + lines + " lines alike .."));
    leftNumber += lines;
    rightNumber += lines;
  }

  private void print(DiffRow row) {
    String left = row.left() == null ? "" : Integer.toString(leftNumber++);
    String right = row.right() == null ? "" : Integer.toString(rightNumber++);
    row(left, row.left(), row.kind().sign(), right, row.right());
  }

  private void row(
      String number, @Nullable String text, char sign, String otherNumber, @Nullable String other) {
    List<String> lefts = Wrap.line(text == null ? "" : text, column);
    List<String> rights = Wrap.line(other == null ? "" : other, column);
    for (int i = 0; i < Math.max(lefts.size(), rights.size()); i++) {
      String left = cell(i == 0 ? number : "", i < lefts.size() ? lefts.get(i) : "");
      String right = cell(i == 0 ? otherNumber : "", i < rights.size() ? rights.get(i) : "");
      print(left + " ".repeat(NUMBER + 1 + column - left.length()), sign, right);
    }
  }

  private void print(String left, char sign, String right) {
    boolean differs = sign != DiffRow.Kind.ALIKE.sign();
    String line =
        differs
            ? paint.left(left) + " " + sign + " " + paint.right(right)
            : left + " " + sign + " " + right;
    out.println(line.stripTrailing());
  }

  private static String cell(String number, String text) {
    return (" ".repeat(NUMBER - number.length()) + number + " " + text).stripTrailing();
  }
}
