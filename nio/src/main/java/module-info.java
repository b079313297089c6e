// SPDX-License-Identifier: Apache-2.0

/** Event loops, each with a {@link java.nio.channels.Selector}. */
module dev.parley.nio {
  requires transitive dev.parley.protocol;
  requires static transitive org.jspecify;

  exports dev.parley.nio;

  provides dev.parley.protocol.Style with
      dev.parley.nio.NioStyle;
}
