// SPDX-License-Identifier: Apache-2.0

package dev.parley.pitfalls;

import dev.parley.conformance.target.StyleServer;
import java.io.IOException;
import java.nio.file.Path;

/** A faulty style as a program by the launch contract, for scenarios that need a process. */
public final class PitfallServer {

  private PitfallServer() {}

  /**
   * Serves until SIGTERM.
   *
   * @param arguments the folder with the faulty classes
   */
  public static void main(String[] arguments) throws IOException {
    StyleServer.serve(FaultyClasses.stored(Path.of(arguments[0])).load());
  }
}
