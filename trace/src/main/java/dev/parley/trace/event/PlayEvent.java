// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.event;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** The script was played, from its beginning to its end. */
@Name(PlayEvent.NAME)
@Label("Play")
@Category("Parley")
@StackTrace(false)
public final class PlayEvent extends Event {

  /** The name in a recording. */
  public static final String NAME = "parley.Play";

  final String style;
  final String transport;
  final int processors;

  /** Makes an event that is neither begun nor committed. */
  public PlayEvent(String style, String transport, int processors) {
    this.style = style;
    this.transport = transport;
    this.processors = processors;
  }
}
