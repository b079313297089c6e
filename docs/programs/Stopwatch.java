// SPDX-License-Identifier: Apache-2.0
// Wrong on purpose, in its first half; see docs/comparison.md.

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Asks a server that stands still for a fifth of the time how fast it is, in two ways. */
public class Stopwatch {

  private static final long MILLI = 1_000_000; // nanoseconds
  private static final long PAUSE = 100 * MILLI;
  private static final long EVERY = 500 * MILLI;
  private static final long WHILE = 1_000 * MILLI;
  private static final long PERIOD = 5 * MILLI; // from one request to the next, by the clock

  public static void main(String[] args) throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofPlatform().daemon().start(() -> serve(listener));
      try (Socket server = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
        server.setTcpNoDelay(true);
        tell("one by one:  ", oneByOne(server));
        tell("by the clock:", byTheClock(server));
      }
    }
  }

  private static List<Long> oneByOne(Socket server) throws IOException {
    List<Long> took = new ArrayList<>();
    long end = System.nanoTime() + WHILE;
    while (System.nanoTime() < end) {
      long start = System.nanoTime();
      ask(server);
      took.add(System.nanoTime() - start);
    }
    return took;
  }

  private static List<Long> byTheClock(Socket server) throws IOException {
    List<Long> took = new ArrayList<>();
    long end = System.nanoTime() + WHILE;
    for (long due = System.nanoTime(); due < end; due += PERIOD) {
      waitUntil(due);
      ask(server);
      took.add(System.nanoTime() - due);
    }
    return took;
  }

  private static void ask(Socket server) throws IOException {
    server.getOutputStream().write('?');
    server.getInputStream().read(); // blocks
  }

  private static void tell(String how, List<Long> took) {
    Collections.sort(took);
    long p99 = took.get(took.size() * 99 / 100);
    long late = took.stream().filter(one -> one > PAUSE / 4).count();
    System.out.printf(
        "%s p99 %s, and %s in 100 took longer than 25 ms%n",
        how,
        p99 < 10 * MILLI ? "less than 10 ms" : p99 > 50 * MILLI ? "more than 50 ms" : "between",
        100 * late < took.size() ? "less than 1" : 20 * late > took.size() ? "more than 5" : "a few");
  }

  private static void serve(ServerSocket listener) {
    try (Socket client = listener.accept()) {
      client.setTcpNoDelay(true);
      long begin = System.nanoTime();
      for (int c = client.getInputStream().read(); c >= 0; c = client.getInputStream().read()) {
        long round = (System.nanoTime() - begin) / EVERY;
        waitUntil(begin + round * EVERY + PAUSE); // the first 100 ms of each 500: it stands still
        client.getOutputStream().write(c);
      }
    } catch (IOException e) {
      System.out.println(e);
    }
  }

  private static void waitUntil(long moment) {
    for (long left; (left = moment - System.nanoTime()) > 0; ) {
      LockSupport.parkNanos(left); // blocks
    }
  }
}
