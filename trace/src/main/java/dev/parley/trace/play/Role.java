// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.play;

import java.util.Locale;

/** What a client of the script is like, in the order in which they come. */
public enum Role {
  /** Its one frame drips, a byte at a time. */
  SLOW(1),
  /** Sends an ECHO, waits for the reply, pauses, and does so again. */
  ORDINARY(2),
  /** Asks for a DELAY. */
  DELAY(3);

  /** The ids of a client's requests begin at its own multiple of this. */
  private static final int IDS = 100;

  private final int number;

  Role(int number) {
    this.number = number;
  }

  /** Returns the name as people read it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the client's place among them, from 1. */
  public int number() {
    return number;
  }

  /** Returns the id of the client's request number {@code count}, from 1. */
  int id(int count) {
    return number * IDS + count;
  }

  /** Returns whose request has an id. Datagrams tell it by nothing else. */
  public static Role ofId(int id) {
    return values()[id / IDS - 1];
  }
}
