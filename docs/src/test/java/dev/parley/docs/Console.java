// SPDX-License-Identifier: Apache-2.0

package dev.parley.docs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs the commands of one page, in their order, in one session. */
final class Console {

  private final List<String> runElsewhere;
  private final Tally tally;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * Makes it.
   *
   * @param runElsewhere commands that are not run here, because the project's own build runs them
   */
  Console(List<String> runElsewhere, Tally tally) {
    this.runElsewhere = runElsewhere;
    this.tally = tally;
  }

  /** Runs the page's commands and returns what was not as the page says. */
  List<Finding> check(Page page, Workplace workplace) throws IOException, InterruptedException {
    try (var session = new Session(workplace.directory())) {
      for (Block block : page.blocks()) {
        if (Kind.PROGRAM.is(block)) {
          String text = session.withPort(String.join("\n", block.lines()) + "\n");
          workplace.save(Kind.savedAs(block).orElseThrow(), text);
        } else if (Kind.CONSOLE.is(block)) {
          for (Step step : Step.of(block)) {
            check(step, session);
          }
        }
      }
    }
    return findings;
  }

  private void check(Step step, Session session) throws IOException, InterruptedException {
    if (step.command().isEmpty()) {
      findings.add(Finding.of(step.line(), "output without a command: " + step.output()));
    } else if (runElsewhere.contains(step.command())) {
      tally.elsewhere(step.command());
      if (!step.output().isEmpty()) {
        findings.add(Finding.of(step.line(), "not run here, so its output cannot be compared"));
      }
    } else {
      tally.command();
      compare(step, session.run(step));
    }
  }

  private void compare(Step step, List<String> printed) {
    if (!Output.matches(step.output(), printed)) {
      int start = step.outputStart();
      findings.add(
          Finding.of(
              step.line(),
              "%s prints:%n%s".formatted(step.command(), String.join("\n", printed).indent(4)),
              new Correction(start, start + step.output().size(), printed)));
    }
  }
}
