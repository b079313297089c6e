// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.model;

/**
 * Whose lane it is.
 *
 * @param kind what it is
 * @param id tells it from others of the same name
 * @param name what people call it
 */
public record Owner(Kind kind, long id, String name) {

  /** What can have a lane. */
  public enum Kind {
    /** A client of the script. */
    CLIENT,
    /** A platform thread of the server. */
    PLATFORM,
    /** A virtual thread of the server. */
    VIRTUAL,
    /** A platform thread that virtual ones run on. */
    CARRIER
  }
}
