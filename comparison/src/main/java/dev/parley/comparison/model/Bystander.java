// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.model;

/**
 * What a client that sends a request now and then sees while others misbehave.
 *
 * @param subject the subject's name
 * @param neighbour what the others do
 * @param latency of the client's own requests, measured from the time when each should be sent
 * @param unanswered how many of them had no answer in the end
 */
public record Bystander(String subject, Neighbour neighbour, Latency latency, long unanswered) {

  /** Returns the same without histograms. */
  Bystander brief() {
    return new Bystander(subject, neighbour, latency.brief(), unanswered);
  }

  /** What the other clients do. */
  public enum Neighbour {
    /** There are none. */
    NONE,
    /** They send a request byte by byte. */
    SLOW,
    /** They ask for a DELAY, again and again. */
    DELAY,
    /** They send requests and never read a reply. */
    NEVER_READS
  }
}
