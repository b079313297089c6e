// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import java.nio.ByteBuffer;

/**
 * What the links of one loop share. What lies in a buffer is nobody's when a link's call has
 * returned. On the heap: there the JDK encrypts without a copy. Belongs to the loop's thread.
 */
final class Buffers {

  /** Nothing at all, for whoever keeps nothing. */
  static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** Where links read records to. */
  final ByteBuffer received = ByteBuffer.allocate(256 * 1024);

  /** Where links make records. */
  final ByteBuffer toSend = ByteBuffer.allocate(160 * 1024);

  /** Returns what is left of a shared buffer, in one that a link can keep. */
  static ByteBuffer kept(ByteBuffer rest) {
    return rest.hasRemaining() ? ByteBuffer.allocate(rest.remaining()).put(rest).flip() : NOTHING;
  }
}
