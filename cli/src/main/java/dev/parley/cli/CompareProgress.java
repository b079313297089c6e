// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.comparison.measure.Watcher;
import dev.parley.comparison.model.Comparison;
import java.time.Duration;
import java.util.function.Consumer;

/** Shows how far a comparison has come: a bar on a terminal, lines elsewhere. */
final class CompareProgress implements Watcher {

  private static final String ERASE = "\r\033[2K";
  private static final int BAR = 20;
  private static final int WIDTH = 79;

  private final Shell shell;
  private final Consumer<Comparison> kept;

  /**
   * Makes one.
   *
   * @param kept is given what there is after each block
   */
  CompareProgress(Shell shell, Consumer<Comparison> kept) {
    this.shell = shell;
    this.kept = kept;
  }

  @Override
  public void step(String what, double done, Duration left) {
    int full = (int) (BAR * done);
    String text =
        "[%s%s] %s left, %s"
            .formatted("#".repeat(full), ".".repeat(BAR - full), left(left), OneLine.of(what));
    if (shell.canMoveCursor()) {
      shell.err().print(ERASE + text.substring(0, Math.min(WIDTH, text.length())));
    } else {
      shell.err().println(text);
    }
    shell.err().flush();
  }

  @Override
  public void keep(Comparison soFar) {
    kept.accept(soFar);
  }

  /** Takes the bar away. */
  void end() {
    if (shell.canMoveCursor()) {
      shell.err().print(ERASE);
      shell.err().flush();
    }
  }

  static String left(Duration left) {
    return left.toSeconds() < 90
        ? "%d s".formatted(left.toSeconds())
        : "%d min".formatted((left.toSeconds() + 30) / 60);
  }
}
