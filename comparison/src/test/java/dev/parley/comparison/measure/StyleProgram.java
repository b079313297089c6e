// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import dev.parley.protocol.LaunchContract;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.Style;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Serves a style in a process of its own. */
final class StyleProgram {

  private StyleProgram() {}

  /** Runs until it is killed. */
  @SuppressWarnings("resource")
  public static void main(String[] args) throws IOException {
    Style style =
        Style.all().stream().filter(one -> one.name().equals(args[0])).findFirst().orElseThrow();
    Server server = style.server(LaunchContract.options(System.getenv()), ServerListener.NONE);
    server.start();
    System.out.println(LaunchContract.listening(style.transport(), server.address()));
    System.out.flush();
  }

  /** Returns the command without the style's name. */
  static List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        StyleProgram.class.getName());
  }
}
