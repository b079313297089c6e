// SPDX-License-Identifier: Apache-2.0

import java.time.Duration;
import java.util.concurrent.Semaphore;

/** Two virtual threads wake each other in turn, on a scheduler with one worker; then a third comes. */
class TwoWhoTalk {

  private static volatile boolean over;

  public static void main(String[] args) throws InterruptedException {
    var ping = new Semaphore(1);
    var pong = new Semaphore(0);
    Thread one = Thread.startVirtualThread(() -> talk(ping, pong));
    Thread other = Thread.startVirtualThread(() -> talk(pong, ping));
    Thread third = Thread.ofVirtual().unstarted(() -> System.out.println("the third runs"));

    third.start();
    boolean ended = third.join(Duration.ofSeconds(1));
    System.out.println(ended ? "within a second" : "a second later it has not run");
    over = true;
    one.join();
    other.join();
    third.join();
  }

  private static void talk(Semaphore mine, Semaphore yours) {
    while (!over) {
      mine.acquireUninterruptibly();
      yours.release();
    }
    yours.release();
  }
}
