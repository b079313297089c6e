// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static dev.parley.conformance.scenario.ClientCalls.connect;
import static dev.parley.conformance.scenario.ClientCalls.requireClient;
import static dev.parley.conformance.scenario.ClientCalls.requireEcho;
import static dev.parley.conformance.scenario.ClientCalls.requireNamed;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.stage.Task;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.Relay;
import dev.parley.protocol.Client;
import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.Endpoint;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A client and a server with a bad way between them. */
public interface LossyWayScenarios extends Conformance {

  /** One thousand requests: clients times their requests. */
  int CLIENTS = 200;

  /** How many requests each of them makes. */
  int REQUESTS = 5;

  /** Long enough for most requests: a client asks again well before. */
  Duration TIMEOUT = Duration.ofSeconds(2);

  /**
   * Of one hundred requests that are asked once, 64 are answered where 20 of a hundred datagrams
   * are lost each way; who asks again within the timeout is answered far more often.
   */
  int MOST_IN_VAIN = CLIENTS * REQUESTS / 5;

  /** Why a client may see anything but its reply, or none. */
  String NOT_ITS_OWN = "A late reply, or a stranger's, was taken for this request's own.";

  /** Datagrams that get lost, are doubled, overtake each other and come late. */
  @Scenario(
      id = "D26",
      title = "a thousand requests on a bad way",
      rules = {"R18.1", "R19.1"},
      slow = true)
  default void d26_bad_way(Stage stage) {
    requireClient(stage);
    Relay relay = stage.datagrams().relay(stage.server());
    ClientOptions options = ClientOptions.to(relay.address()).withReplyTimeout(TIMEOUT);
    List<Client> clients = new ArrayList<>();
    try {
      for (int i = 0; i < CLIENTS; i++) {
        Client client = connect(stage, options);
        clients.add(client);
        // The first reply may teach a client how long replies take.
        requireEcho(client, stage.payloads().bytes(i, 10), "a reply on a way that loses nothing");
      }
      relay.begin();
      requireMostAnswered(stage, clients, options);
    } finally {
      clients.forEach(Client::close);
    }
  }

  private static void requireMostAnswered(
      Stage stage, List<Client> clients, ClientOptions options) {
    var inVain = new AtomicInteger();
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < clients.size(); i++) {
      long number = i;
      tasks.add(() -> {
        try (var caller = new Caller(stage, options, clients.get((int) number))) {
          for (int request = 0; request < REQUESTS; request++) {
            byte[] payload = stage.payloads().bytes(1_000L + number * REQUESTS + request, 30);
            inVain.addAndGet(caller.isAnswered(payload) ? 0 : 1);
          }
        }
      });
    }
    stage.together(tasks);
    if (inVain.get() > MOST_IN_VAIN) {
      throw new Mismatch(
              "at most %d of %d requests that time out".formatted(MOST_IN_VAIN, CLIENTS * REQUESTS),
              inVain + " that did")
          .because("Of those that are sent only once, about a third gets no reply on this way.");
    }
  }

  /** Makes one call after the other; one that has timed out may have closed the client. */
  final class Caller implements AutoCloseable {

    private final Stage stage;
    private final ClientOptions options;
    private Client client;

    private Caller(Stage stage, ClientOptions options, Client client) {
      this.stage = stage;
      this.options = options;
      this.client = client;
    }

    private boolean isAnswered(byte[] payload) {
      String expected = "the right reply, or a timeout after %d ms".formatted(TIMEOUT.toMillis());
      try {
        if (!Arrays.equals(client.echo(payload), payload)) {
          throw new Mismatch(expected, "another reply than the one to this request")
              .because(NOT_ITS_OWN);
        }
        return true;
      } catch (SocketTimeoutException e) {
        requireNamed(String.valueOf(e.getMessage()), Endpoint.text(options.peer()));
        client.close();
        client = connect(stage, options);
        return false;
      } catch (IOException e) {
        throw new Mismatch(expected, e.toString()).because(NOT_ITS_OWN);
      }
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
