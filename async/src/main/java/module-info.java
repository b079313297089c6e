// SPDX-License-Identifier: Apache-2.0

/** Completion handlers, with {@link java.nio.channels.AsynchronousSocketChannel}. */
module dev.parley.async {
  requires transitive dev.parley.protocol;
  requires static transitive org.jspecify;

  exports dev.parley.async;

  provides dev.parley.protocol.Style with
      dev.parley.async.AsyncStyle;
}
