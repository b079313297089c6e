// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import dev.parley.conformance.process.ProcessStart;
import dev.parley.conformance.verdict.HarnessFault;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of this machine, and whether somebody listens there. */
final class Ports {

  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 32_000;
  private static final int CONNECT_MILLIS = 3_000;

  private Ports() {}

  /**
   * Returns an address of the loopback interface whose port is free, and which no system gives to a
   * socket that asks for any port: a server can come back to it, and a client cannot meet itself.
   */
  static InetSocketAddress free() {
    for (int tries = 0; tries < 100; tries++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      if (canBind(address) && canBindDatagrams(address)) {
        ProcessStart.awaitOwnProgram(); // which may have a copy of what was just closed
        return address;
      }
    }
    throw new HarnessFault("no port from %d to %d is free".formatted(LOWEST, HIGHEST), null);
  }

  /** Returns whether the system lets a server bind the address now. */
  static boolean canBind(InetSocketAddress address) {
    try (var socket = new ServerSocket()) {
      socket.bind(address);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns whether the system lets a server of datagrams bind the address now. */
  static boolean canBindDatagrams(InetSocketAddress address) {
    try (var socket = new DatagramSocket(null)) {
      socket.bind(address);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns the address of a host that is given in numbers. */
  static InetSocketAddress address(String host, int port) {
    try {
      return new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException e) {
      throw new HarnessFault("the suite cannot write an address", e);
    }
  }

  /** Returns whether a connect is refused. Blocks until the system has decided. */
  static boolean refuses(InetSocketAddress address) {
    ProcessStart.awaitOwnProgram();
    try (var socket = new Socket()) {
      socket.connect(address, CONNECT_MILLIS);
      return false;
    } catch (ConnectException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
