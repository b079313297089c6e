// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.secure;

/** One mistake each. */
public enum SecureClientFault {
  NONE,
  BELIEVES_EVERYBODY,
  LOOKS_AT_NO_NAME,
  LOOKS_AT_NO_DATES
}
