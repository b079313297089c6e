// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.stage;

/** A part of a scenario that may run in a thread of its own. */
@FunctionalInterface
public interface Task {

  /** Does it. */
  void run() throws Exception;
}
