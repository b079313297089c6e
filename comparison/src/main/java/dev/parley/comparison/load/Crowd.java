// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.load;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Connections that are open and do nothing. Belongs to one thread. */
public final class Crowd implements Closeable {

  private static final double MICROS = 1_000;
  private static final double NANOS = 1e9;
  private static final int ROUNDS_OF = 20_000;

  private final Dialer dialer;
  private final List<Wire> wires = new ArrayList<>();

  Crowd(Dialer dialer) {
    this.dialer = dialer;
  }

  /**
   * What a crowd has come to.
   *
   * @param connections how many are open, and were answered
   * @param connectMicros how long each of the new ones took until its first answer, on average
   * @param messagesPerSecond how many are answered when each is asked in its turn
   * @param error why there are no more, in one line; null where nothing failed
   */
  public record Size(
      int connections,
      @Nullable Double connectMicros,
      @Nullable Double messagesPerSecond,
      @Nullable String error) {}

  /** Grows to so many connections, then asks each in its turn. */
  public Size grow(int connections) {
    long begin = System.nanoTime();
    int before = wires.size();
    try {
      while (wires.size() < connections) {
        wires.add(dialer.dialAndEcho());
      }
    } catch (IOException e) {
      return new Size(wires.size(), null, null, String.valueOf(e.getMessage()));
    }
    int added = wires.size() - before;
    Double each = added == 0 ? null : (System.nanoTime() - begin) / MICROS / added;
    return askAll(each);
  }

  private Size askAll(@Nullable Double connectMicros) {
    long begin = System.nanoTime();
    int asked = Math.min(wires.size(), ROUNDS_OF);
    for (int i = 0; i < asked; i++) {
      Wire wire = wires.get(i);
      try {
        dialer.echo(wire);
        wire.rest();
      } catch (IOException e) {
        String text = "connection %d of %d: %s".formatted(i + 1, wires.size(), e.getMessage());
        return new Size(i, connectMicros, null, text);
      }
    }
    double seconds = (System.nanoTime() - begin) / NANOS;
    return new Size(wires.size(), connectMicros, asked == 0 ? null : asked / seconds, null);
  }

  /** Closes all. */
  @Override
  public void close() throws IOException {
    Wire.closeAll(wires);
    wires.clear();
    dialer.close();
  }
}
