// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.load;

import java.io.IOException;

/** A new connection for each request, one after the other. */
final class ChurnLoop {

  private final Dialer dialer;
  private final Window window;

  ChurnLoop(Dialer dialer, Window window) {
    this.dialer = dialer;
    this.window = window;
  }

  /** Runs until the window ends or a connection fails. */
  void run() {
    long now = System.nanoTime();
    window.open(now);
    boolean failed = false;
    while (!failed && window.goesOn(now)) {
      long begin = now;
      try (Wire wire = dialer.dial()) {
        dialer.echo(wire);
      } catch (IOException e) {
        window.fail(String.valueOf(e.getMessage()));
        failed = true;
      }
      now = System.nanoTime();
      if (!failed) {
        window.answered(begin, now);
      }
    }
    window.end(now);
  }
}
