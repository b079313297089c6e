// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server that is measured.
 *
 * @param name how tables call it; unique
 * @param kind what kind of server it is
 * @param transport {@code tcp}, {@code udp} or {@code tls}
 * @param summary what it is, in one line
 * @param command how it was started
 * @param code figures of its source; null where nobody knows it
 */
public record Subject(
    String name,
    Kind kind,
    String transport,
    String summary,
    List<String> command,
    @Nullable Code code) {

  /** Where a subject comes from. */
  public enum Kind {
    /** A style of Parley. */
    STYLE,
    /** A server on a known library, for comparison. */
    PEER,
    /** A program that the user named. */
    PROGRAM,
    /** A style once more, to see what is mere chance. */
    AGAIN
  }

  /** Copies the list. */
  public Subject {
    Lists.require(name, "subject", "name");
    Lists.require(kind, "subject", "kind");
    Lists.require(transport, "subject", "transport");
    command = Lists.copy(command);
  }

  /** Returns the same without its command, which tells of somebody's machine. */
  Subject brief() {
    return new Subject(name, kind, transport, summary, List.of(), code);
  }

  /**
   * Figures of a source.
   *
   * @param lines its lines that hold an instruction, about half of those that a person sees; with
   *     what it shares with others
   * @param states how many states its connections have
   * @param timers how many timers run for its connections, clocks and delays
   */
  public record Code(int lines, @Nullable Integer states, @Nullable Integer timers) {}
}
