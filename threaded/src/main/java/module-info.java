// SPDX-License-Identifier: Apache-2.0

/** A thread for each connection: platform threads, a fixed pool, virtual threads. */
module dev.parley.threaded {
  requires transitive dev.parley.protocol;
  requires dev.parley.blocking;
  requires static transitive org.jspecify;

  exports dev.parley.threaded;

  provides dev.parley.protocol.Style with
      dev.parley.threaded.ThreadedStyle,
      dev.parley.threaded.PoolStyle,
      dev.parley.threaded.VirtualStyle;
}
