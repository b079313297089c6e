// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.model;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** Histograms of nanoseconds, to three digits, as text. */
public final class Histograms {

  private static final int DIGITS = 3;

  private Histograms() {}

  /** Returns an empty one. It grows as it has to, which allocates. */
  public static Histogram empty() {
    var histogram = new Histogram(DIGITS);
    histogram.setAutoResize(true);
    return histogram;
  }

  /** Returns the histogram compressed, in Base64. */
  public static String encode(Histogram histogram) {
    ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(bytes);
    return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));
  }

  /**
   * Reads one back.
   *
   * @throws IllegalArgumentException if the text is no histogram
   */
  public static Histogram decode(String text) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
      return Histogram.decodeFromCompressedByteBuffer(bytes, 0);
    } catch (DataFormatException | RuntimeException e) {
      throw new IllegalArgumentException("it holds a histogram that cannot be read", e);
    }
  }
}
