// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

/** The codes of an ERROR, as they stand on the wire. */
final class Code {

  static final int TOO_LARGE = 1;
  static final int UNKNOWN_TYPE = 2;
  static final int BAD_REQUEST = 3;
  static final int TIMEOUT = 4;
  static final int BUSY = 5;

  private Code() {}
}
