// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.event;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A datagram was dropped, or an accept failed. */
@Name(TroubleEvent.NAME)
@Label("Trouble")
@Category("Parley")
@StackTrace(false)
public final class TroubleEvent extends Event {

  /** The name in a recording. */
  public static final String NAME = "parley.Trouble";

  final String text;
  final String carrier;

  /** Makes an event that is neither begun nor committed. */
  public TroubleEvent(String text, String carrier) {
    this.text = text;
    this.carrier = carrier;
  }
}
