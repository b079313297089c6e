// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.model;

import java.util.List;

/**
 * One subject measured as two: what the method itself calls a difference where there is none.
 *
 * @param subject the subject's name
 * @param again the name of its double
 * @param ratios the double against the subject
 * @param passed whether none of them differs
 */
public record SameTwice(String subject, String again, List<Ratio> ratios, boolean passed) {

  /** Copies the list. */
  public SameTwice {
    ratios = Lists.copy(ratios);
  }
}
