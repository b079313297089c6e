// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.run;

/** There is nothing to judge: the target cannot be started or takes no connection. */
public final class TargetUnreachableException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Makes the exception; the message says what was tried and what came. */
  public TargetUnreachableException(String message) {
    super(message);
  }
}
