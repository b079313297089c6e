// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.model;

import dev.parley.protocol.FrameType;
import jdk.jfr.consumer.RecordedEvent;

/** Frames as people read them. */
final class FrameText {

  private static final int REPLY_BIT = 0x80;

  private FrameText() {}

  static boolean isReply(int type) {
    return (type & REPLY_BIT) != 0;
  }

  /** Returns the type of an event's frame, as that of a request, and its id. */
  static String of(RecordedEvent event) {
    return "%s id %d".formatted(name(event.getInt("type")), event.getInt("id"));
  }

  private static String name(int type) {
    if (type == FrameType.ERROR) {
      return "with ERROR";
    }
    return switch (type & ~REPLY_BIT) {
      case FrameType.ECHO -> "ECHO";
      case FrameType.DELAY -> "DELAY";
      default -> "type 0x%02X".formatted(type);
    };
  }
}
