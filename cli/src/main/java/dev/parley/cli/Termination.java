// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.conformance.process.ProcessStart;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * What is to be done when the process is told to end by SIGTERM or Ctrl-C. Without an action the
 * process ends as Java processes do.
 */
final class Termination {

  private final AtomicReference<Supplier<OptionalInt>> action =
      new AtomicReference<>(OptionalInt::empty);

  /** Sets the action, which returns the exit code; it runs at most once, in a thread of its own. */
  void onSignal(IntSupplier newAction) {
    action.set(() -> OptionalInt.of(newAction.getAsInt()));
  }

  /** Forgets the action: the command has come to its own end. */
  void forget() {
    action.set(OptionalInt::empty);
  }

  /** Runs the action, if there is one, and returns its exit code. */
  OptionalInt terminate() {
    return action.getAndSet(OptionalInt::empty).get();
  }

  /** Ties the action to the signals. A shutdown hook sets no exit code, hence the halt. */
  void install() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "termination"));
  }

  private void end() {
    ProcessStart.endForGood(); // or one could be started while the action ends all others
    terminate().ifPresent(Runtime.getRuntime()::halt);
  }
}
