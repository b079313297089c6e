// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

/** The types of PROTOCOL.md, section 0, as the unsigned value of the type byte. */
public final class FrameType {

  /** A request that wants its payload back. */
  public static final int ECHO = 0x01;

  /** A request that wants its payload back, and not before the milliseconds that it begins with. */
  public static final int DELAY = 0x02;

  /** A reply that says why there is no other; its payload is a code and a reason. */
  public static final int ERROR = 0xFF;

  static final int REPLY_BIT = 0x80;

  private FrameType() {}

  /** Returns the type of the reply to a request of {@code type}. */
  public static int replyTo(int type) {
    return type | REPLY_BIT;
  }
}
