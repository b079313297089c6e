// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import java.util.Optional;

/**
 * Judges a client and a server that talk to each other, by what passes between them. It is told
 * what the client is asked to do, so that it knows what the client has to send. Thread-safe.
 */
public interface Referee {

  /** Sees nothing and blames nobody: for a way on which nobody can look inside. */
  Referee BLIND =
      new Referee() {
        @Override
        public void call(WireFrame call) {}

        @Override
        public void closing() {}

        @Override
        public Optional<Breach> breach() {
          return Optional.empty();
        }
      };

  /** The client is about to be asked for this; the id is its own choice, so this one's is 0. */
  void call(WireFrame call);

  /** The client is about to be closed: nothing is asked any more. */
  void closing();

  /** Returns the first rule that was broken. */
  Optional<Breach> breach();
}
