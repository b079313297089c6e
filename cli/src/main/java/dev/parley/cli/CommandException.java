// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

/** Ends a command with an exit code and what it says, in most cases one line, on standard error. */
final class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  CommandException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
