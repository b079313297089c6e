// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.event;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A connection was accepted; told on the thread that serves it. */
@Name(OpenedEvent.NAME)
@Label("Connection Opened")
@Category("Parley")
@StackTrace(false)
public final class OpenedEvent extends Event {

  /** The name in a recording. */
  public static final String NAME = "parley.Opened";

  final long connection;
  final int port;
  final String carrier;

  /** Makes an event that is neither begun nor committed. */
  public OpenedEvent(long connection, int port, String carrier) {
    this.connection = connection;
    this.port = port;
    this.carrier = carrier;
  }
}
