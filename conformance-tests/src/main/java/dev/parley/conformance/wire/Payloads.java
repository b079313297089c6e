// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * Payloads that give every mistake away: each byte depends on the seed, on the payload's name and
 * on its place, so that reordered, cut, stale and foreign bytes all show. Thread-safe.
 */
public final class Payloads {

  private final long seed;

  /** Makes the payloads of one seed; the same seed makes the same payloads. */
  public Payloads(long seed) {
    this.seed = seed;
  }

  /** Returns {@code size} bytes that no other name has. */
  public byte[] bytes(long name, int size) {
    var random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L ^ name * 0xC2B2AE3D27D4EB4FL);
    byte[] payload = new byte[size];
    ByteBuffer words = ByteBuffer.wrap(payload);
    while (words.remaining() >= Long.BYTES) {
      words.putLong(random.nextLong());
    }
    while (words.hasRemaining()) {
      words.put((byte) random.nextInt());
    }
    return payload;
  }

  /** Returns a source of random numbers for choices that the seed shall repeat. */
  public SplittableRandom random(long name) {
    return new SplittableRandom(seed ^ name * 0x9E3779B97F4A7C15L);
  }
}
