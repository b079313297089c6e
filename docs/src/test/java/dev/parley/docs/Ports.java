// SPDX-License-Identifier: Apache-2.0

package dev.parley.docs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for the pages' servers, which start some time after their port was chosen. So it is none of
 * those that the system gives to whoever asks for any: one of the many clients would have it then.
 */
final class Ports {

  /** Where Linux says from where to where it gives out ports by itself. */
  private static final Path GIVEN = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

  private static final int LOWEST = 20_000;

  /** Other numbers on the pages are round, and are not to be taken for a port. */
  private static final int STEP = 10;

  private static final int LAST_DIGIT = 7;

  /** Somewhere, for who else runs the pages on this machine; and each session has the next one. */
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(LOWEST));

  private Ports() {}

  /** Returns a free port. */
  static int free() throws IOException {
    int many = (lowestGiven() - LOWEST) / STEP;
    for (int tried = 0; tried < many; tried++) {
      int port = LOWEST + LAST_DIGIT + NEXT.getAndIncrement() % many * STEP;
      if (isFree(port)) {
        return port;
      }
    }
    return any();
  }

  /** Returns the lowest port that the system gives out by itself; 0: it may be any. */
  private static int lowestGiven() throws IOException {
    return Files.exists(GIVEN)
        ? Integer.parseInt(Files.readString(GIVEN).strip().split("\\s+", -1)[0])
        : 0;
  }

  private static boolean isFree(int port) {
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns any: nobody gets it soon, for the system gives out others first. */
  private static int any() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
