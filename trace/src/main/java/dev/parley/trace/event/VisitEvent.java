// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.event;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A client was there, from its connect to its close. */
@Name(VisitEvent.NAME)
@Label("Visit")
@Category("Parley")
@StackTrace(false)
public final class VisitEvent extends Event {

  /** The name in a recording. */
  public static final String NAME = "parley.Visit";

  final String role;
  int port;

  /** Makes an event that is neither begun nor committed. */
  public VisitEvent(String role) {
    this.role = role;
  }

  /** Tells the client's own port, once it has one. */
  public void from(int ownPort) {
    port = ownPort;
  }
}
