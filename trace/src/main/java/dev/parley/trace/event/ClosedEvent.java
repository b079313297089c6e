// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.event;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A connection's socket is closed. */
@Name(ClosedEvent.NAME)
@Label("Connection Closed")
@Category("Parley")
@StackTrace(false)
public final class ClosedEvent extends Event {

  /** The name in a recording. */
  public static final String NAME = "parley.Closed";

  final long connection;
  final String reason;
  final String carrier;

  /** Makes an event that is neither begun nor committed. */
  public ClosedEvent(long connection, String reason, String carrier) {
    this.connection = connection;
    this.reason = reason;
    this.carrier = carrier;
  }
}
