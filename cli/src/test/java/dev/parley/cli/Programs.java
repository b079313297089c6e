// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/** What the tests need of the machine: programs to launch, and a port where nobody listens. */
final class Programs {

  private Programs() {}

  /** Returns the command, for {@code --launch}, that runs a class of the tests. */
  static String launch(Class<?> main) {
    return "'%s' -XX:TieredStopAtLevel=1 -cp '%s' '%s'"
        .formatted(java(), System.getProperty("java.class.path"), main.getName());
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Returns a target that refuses connections. */
  static String deadTarget() throws IOException {
    try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "tcp://127.0.0.1:" + closed.getLocalPort();
    }
  }

  /** Starts and never says so. */
  static final class Silent {
    private Silent() {}

    public static void main(String[] args) throws IOException {
      System.exit(System.in.read());
    }
  }
}
