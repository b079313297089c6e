// SPDX-License-Identifier: Apache-2.0

/** One client at a time, with {@link java.net.Socket}. */
module dev.parley.blocking {
  requires transitive dev.parley.protocol;
  requires static transitive org.jspecify;

  exports dev.parley.blocking;

  provides dev.parley.protocol.Style with
      dev.parley.blocking.BlockingStyle;
}
