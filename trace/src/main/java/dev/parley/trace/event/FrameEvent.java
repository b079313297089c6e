// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.event;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A request was read, or a reply is ready to be sent. */
@Name(FrameEvent.NAME)
@Label("Frame")
@Category("Parley")
@StackTrace(false)
public final class FrameEvent extends Event {

  /** The name in a recording. */
  public static final String NAME = "parley.Frame";

  final long connection;
  final int type;
  final int id;
  final int length;
  final String carrier;

  /** Makes an event that is neither begun nor committed. */
  public FrameEvent(long connection, int type, int id, int length, String carrier) {
    this.connection = connection;
    this.type = type;
    this.id = id;
    this.length = length;
    this.carrier = carrier;
  }
}
