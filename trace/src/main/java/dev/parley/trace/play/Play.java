// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.play;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The three clients, each on a thread of its own. */
public final class Play {

  private Play() {}

  /**
   * Plays the script once. Blocks until every client has left.
   *
   * @param threads the group of the clients' threads
   * @throws IOException if the server did not answer as it should
   */
  public static void perform(Script script, Way way, ThreadGroup threads)
      throws IOException, InterruptedException {
    try (ExecutorService actors =
        Executors.newThreadPerTaskExecutor(task -> new Thread(threads, task, "client"))) {
      for (Future<Role> done : actors.invokeAll(cast(script, way))) {
        done.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    }
  }

  /** Each comes after the one before it is there: threads that start in order do not run in it. */
  private static List<Actor> cast(Script script, Way way) {
    List<Actor> cast = new ArrayList<>();
    var before = new CountDownLatch(0);
    for (Role role : Role.values()) {
      var came = new CountDownLatch(1);
      cast.add(new Actor(role, script, way, before, came));
      before = came;
    }
    return cast;
  }
}
