// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

/** What the command's exit status says; those of sysexits.h where it has one that fits. */
final class ExitCode {

  /** Done. Of {@code check}: all that applies passed. */
  static final int OK = 0;

  /** A scenario failed ({@code check}), or a message got no reply ({@code send}). */
  static final int FAILED = 1;

  /** {@code check} could not tell: the fault is the harness's own. A failure beats this. */
  static final int INCONCLUSIVE = 2;

  /** The command line or the environment is wrong; or nothing would be checked (EX_USAGE). */
  static final int USAGE = 64;

  /** An address cannot be bound; a target does not answer or never listens (EX_UNAVAILABLE). */
  static final int UNAVAILABLE = 69;

  /** A bug in the command itself (EX_SOFTWARE). */
  static final int BUG = 70;

  /** Ended by Ctrl-C or SIGTERM before the work was done: 128 and SIGINT's number. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
