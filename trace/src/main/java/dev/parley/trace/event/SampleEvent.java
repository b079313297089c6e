// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.event;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * What a thread was doing when somebody looked. The JDK tells how long a read, a sleep or a park
 * took, but of a select or an accept nothing at all.
 */
@Name(SampleEvent.NAME)
@Label("Sample")
@Category("Parley")
@StackTrace(false)
public final class SampleEvent extends Event {

  /** The name in a recording. */
  public static final String NAME = "parley.Sample";

  final Thread sampled;
  final String call;
  final boolean waits;

  /** Makes an event that is not committed. */
  public SampleEvent(Thread sampled, String call, boolean waits) {
    this.sampled = sampled;
    this.call = call;
    this.waits = waits;
  }
}
