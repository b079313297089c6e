// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.event;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A client sent one request; it takes as long as its bytes do. */
@Name(SendEvent.NAME)
@Label("Send")
@Category("Parley")
@StackTrace(false)
public final class SendEvent extends Event {

  /** The name in a recording. */
  public static final String NAME = "parley.Send";

  final String role;
  final int type;
  final int id;

  /** Makes an event that is neither begun nor committed. */
  public SendEvent(String role, int type, int id) {
    this.role = role;
    this.type = type;
    this.id = id;
  }
}
