// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.play;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

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
      List<Actor> cast =
          Stream.of(Role.values()).map(role -> new Actor(role, script, way)).toList();
      for (Future<Role> done : actors.invokeAll(cast)) {
        done.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    }
  }
}
