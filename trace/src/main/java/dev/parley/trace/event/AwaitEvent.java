// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.event;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A client waited for the reply to one request. */
@Name(AwaitEvent.NAME)
@Label("Await")
@Category("Parley")
@StackTrace(false)
public final class AwaitEvent extends Event {

  /** The name in a recording. */
  public static final String NAME = "parley.Await";

  final String role;
  final int type;
  final int id;

  /** Makes an event that is neither begun nor committed. */
  public AwaitEvent(String role, int type, int id) {
    this.role = role;
    this.type = type;
    this.id = id;
  }
}
