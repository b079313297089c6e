// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.conformance.run.ScenarioInfo;
import dev.parley.conformance.run.ScenarioResult;
import dev.parley.conformance.verdict.Verdict;
import java.io.PrintStream;

/** Shows how far a check has come. Used by one thread at a time. */
interface Progress {

  /** Returns one line that is updated on a terminal; a line for each scenario elsewhere. */
  static Progress on(Shell shell) {
    return shell.canMoveCursor() ? new Ticker(shell.out()) : new LinePerScenario(shell.out());
  }

  /** The check begins. */
  void begin(int total);

  /** A scenario begins. */
  void started(String target, ScenarioInfo scenario);

  /** A scenario has ended. */
  void finished(String target, ScenarioResult result);

  /** The check has ended. */
  void end();

  /** One line, written over and over. */
  final class Ticker implements Progress {

    private static final String ERASE = "\r\033[2K";
    private static final int WIDTH = 79;

    private final PrintStream out;
    private int total;
    private int done;
    private int failed;

    Ticker(PrintStream out) {
      this.out = out;
    }

    @Override
    public void begin(int total) {
      this.total = total;
    }

    @Override
    public void started(String target, ScenarioInfo scenario) {
      String faults = failed == 0 ? "" : ", %d failed".formatted(failed);
      String line =
          "%d of %d%s: %s %s %s"
              .formatted(
                  done + 1, total, faults, OneLine.of(target), scenario.id(), scenario.title());
      out.print(ERASE + line.substring(0, Math.min(WIDTH, line.length())));
      out.flush();
    }

    @Override
    public void finished(String target, ScenarioResult result) {
      done++;
      failed += result.verdict() == Verdict.FAILED ? 1 : 0;
    }

    @Override
    public void end() {
      out.print(ERASE);
      out.flush();
    }
  }

  /** A line for each scenario that has ended. */
  final class LinePerScenario implements Progress {

    private final PrintStream out;

    LinePerScenario(PrintStream out) {
      this.out = out;
    }

    @Override
    public void begin(int total) {}

    @Override
    public void started(String target, ScenarioInfo scenario) {}

    @Override
    public void finished(String target, ScenarioResult result) {
      out.printf(
          "%s %s %s: %s (%d ms)%n",
          OneLine.of(target),
          result.scenario().id(),
          result.scenario().title(),
          result.verdict().label(),
          result.millis());
    }

    @Override
    public void end() {
      out.println();
    }
  }
}
