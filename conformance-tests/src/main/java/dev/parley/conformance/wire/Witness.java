// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import java.util.function.Consumer;

/** Is told what one side of a connection sent. Thread-safe. */
interface Witness {

  /** Takes the bytes of one read. */
  void received(byte[] bytes, int offset, int length);

  /** Takes what that side did other than sending. */
  void saw(String what);

  /** Returns one that passes over bytes: where nobody can look inside they say nothing. */
  static Witness of(Consumer<String> saw) {
    return new Witness() {
      @Override
      public void received(byte[] bytes, int offset, int length) {}

      @Override
      public void saw(String what) {
        saw.accept(what);
      }
    };
  }
}
