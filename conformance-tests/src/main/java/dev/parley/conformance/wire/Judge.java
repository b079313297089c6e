// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Judges what one side of a conversation sends. */
interface Judge {

  /** Looks away: for a way on which nobody can look inside. */
  Judge NOBODY = of(false, _ -> {}, () -> {}, _ -> {}, () -> true);

  /** Returns whether it can look inside; if not, it is told of no frame. */
  boolean sees();

  /** A frame has come, and is not passed on yet. */
  void frame(WireFrame frame);

  /** Nothing has come for a while. */
  void silence();

  /** Nothing more comes. */
  void stopped(Received stop);

  /** Returns whether nobody has broken a rule. */
  boolean goesOn();

  /** Returns a judge that is made of these. */
  static Judge of(
      boolean sees,
      Consumer<WireFrame> frame,
      Runnable silence,
      Consumer<Received> stopped,
      BooleanSupplier goesOn) {
    return new Judge() {
      @Override
      public boolean sees() {
        return sees;
      }

      @Override
      public void frame(WireFrame spoken) {
        frame.accept(spoken);
      }

      @Override
      public void silence() {
        silence.run();
      }

      @Override
      public void stopped(Received stop) {
        stopped.accept(stop);
      }

      @Override
      public boolean goesOn() {
        return goesOn.getAsBoolean();
      }
    };
  }
}
