// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.failure;

import java.util.List;

/**
 * The target failed a scenario. The message is the whole story, in the order in which one reads it;
 * its parts are there for reports.
 */
public final class ConformanceFailure extends AssertionError {

  private static final long serialVersionUID = 1L;

  private final transient Story story;

  /**
   * What there is to tell.
   *
   * @param id the scenario's id
   * @param title the scenario's title
   * @param target who failed it: the target's name, or one side of it
   * @param rules the rules that the scenario judges, or the one that is known to be broken
   * @param expected every outcome that would have been accepted
   * @param actual what came instead
   * @param difference both in hex, with a caret under the first byte that differs; empty if none
   * @param legend who speaks in the transcript, by its arrows
   * @param transcript what went over the connection, and when; empty if it is not about one
   * @param causes mistakes that leave such bytes behind; may be empty
   * @param lastWords the last lines of the server's standard error
   * @param reproduce the command that runs just this again
   */
  public record Story(
      String id,
      String title,
      String target,
      List<Rule> rules,
      List<String> expected,
      String actual,
      String difference,
      String legend,
      String transcript,
      List<String> causes,
      List<String> lastWords,
      String reproduce) {}

  /** Makes the failure; it shows the stack of {@code cause}, which leads into the scenario. */
  public ConformanceFailure(Story story, Throwable cause) {
    super(FailureText.of(story));
    this.story = story;
    setStackTrace(cause.getStackTrace());
  }

  /** Returns the part of a failure's text that tells what the target did. */
  public static String whatCame(String message) {
    return FailureText.whatCame(message);
  }

  /** Returns the parts. */
  public Story story() {
    return story;
  }
}
