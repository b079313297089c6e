// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.model;

import dev.parley.trace.event.ServerThreads;
import dev.parley.trace.model.Owner.Kind;
import dev.parley.trace.play.Role;
import java.util.Objects;
import java.util.Optional;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordedThreadGroup;
import org.jspecify.annotations.Nullable;

/** Tells whose lane an event belongs to. */
final class Owners {

  private static final String CARRIER = "carrier";

  private Owners() {}

  /** Returns the server's thread, or nothing where it is one of somebody else. */
  static Optional<Owner> server(@Nullable RecordedThread thread) {
    if (thread == null) {
      return Optional.empty();
    }
    // The clients have platform threads only.
    if (thread.isVirtual()) {
      return Optional.of(owner(Kind.VIRTUAL, thread));
    }
    RecordedThreadGroup group = thread.getThreadGroup();
    boolean own =
        group != null
            && ServerThreads.GROUP.equals(group.getName())
            && !ServerThreads.HOST.equals(thread.getJavaName());
    return own ? Optional.of(owner(Kind.PLATFORM, thread)) : Optional.empty();
  }

  private static Owner owner(Kind kind, RecordedThread thread) {
    String name = Objects.requireNonNullElse(thread.getJavaName(), "");
    long id = thread.getJavaThreadId();
    return new Owner(kind, id, name.isEmpty() ? "thread-" + id : name);
  }

  /** Returns who carries the virtual thread, where the event tells it. */
  static Optional<Owner> carrier(RecordedEvent event) {
    String name = event.hasField(CARRIER) ? event.getString(CARRIER) : "";
    if (name.isEmpty()) {
      return Optional.empty();
    }
    // ForkJoinPool-1-worker-1
    String number = name.substring(name.lastIndexOf('-') + 1);
    return Optional.of(new Owner(Kind.CARRIER, 0, CARRIER + "-" + number));
  }

  static Owner client(Role role) {
    return new Owner(Kind.CLIENT, role.number(), role.label());
  }
}
