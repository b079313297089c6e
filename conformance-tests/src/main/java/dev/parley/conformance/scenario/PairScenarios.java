// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.wire.DatagramReferee;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.Referee;
import dev.parley.conformance.wire.Relay;
import dev.parley.conformance.wire.StreamReferee;
import dev.parley.conformance.wire.StreamRelay;
import dev.parley.protocol.Client;
import java.net.InetSocketAddress;
import java.time.Duration;

/** A client and a server of the styles, and the suite between them. */
public interface PairScenarios extends Conformance {

  /** The longest DELAY that the server takes. */
  Duration MAXIMUM_DELAY = Duration.ofSeconds(1);

  /** The connection limit: a style may have as many threads. */
  int FEW = 4;

  /** What there is to say of a failure over TLS. */
  String UNSEEN =
      "It may be either side: over TLS nobody between them can look inside. The other scenarios"
          + " judge each of them by itself.";

  /**
   * More than a hundred requests, one by one and then from several threads at once, through a relay
   * that judges both sides; on a stream it also cuts what they say anew. Over TLS, where it cannot
   * look inside, it only cuts, and what the client tells is all that there is.
   */
  @Scenario(
      id = "P01",
      title = "client and server, with a judge between them",
      rules = {
        "R0.1", "R0.2", "R0.3", "R0.4", "R1.1", "R1.2", "R2.1", "R3.3", "R4.3", "R5.1", "R6.6",
        "R14.1", "R14.2", "R18.3", "R18.4"
      })
  default void p01_pair(Stage stage) {
    stage.pair();
    RunningServer server =
        stage.server(options -> options.maximumDelay(MAXIMUM_DELAY).maximumConnections(FEW));
    switch (stage.target().transport()) {
      case TCP -> onAStream(stage, server);
      case TLS -> insideTls(stage, server);
      case UDP -> inDatagrams(stage, server);
    }
  }

  private static void onAStream(Stage stage, RunningServer server) {
    var referee = new StreamReferee(MAXIMUM_DELAY, stage.patience());
    StreamRelay relay = stage.relay(server, referee);
    var blame = new Blame(stage, referee, relay.transcript());
    try {
      converse(stage, relay.address(), referee, relay::close);
      relay.awaitEnd();
    } catch (Mismatch told) {
      relay.requireWhole();
      throw blame.behind(told);
    }
    relay.requireWhole();
    blame.requireNone();
  }

  private static void insideTls(Stage stage, RunningServer server) {
    StreamRelay relay = stage.relay(server, null);
    try {
      converse(stage, relay.address(), Referee.BLIND, relay::close);
      stage.require(relay.awaitEnd(), "an end of the connection, from both sides", "none");
    } catch (Mismatch told) {
      relay.requireWhole();
      throw told.because(UNSEEN);
    }
  }

  private static void inDatagrams(Stage stage, RunningServer server) {
    var referee = new DatagramReferee();
    Relay relay = stage.datagrams().relay(server, referee);
    var blame = new Blame(stage, referee, referee.transcript());
    try {
      converse(stage, relay.address(), referee, () -> {});
    } catch (Mismatch told) {
      throw blame.behind(told);
    }
    blame.requireNone();
  }

  private static void converse(
      Stage stage, InetSocketAddress way, Referee referee, Runnable abort) {
    // A server is told to be late before its client gives up.
    var options = stage.clientOptions(way).withReplyTimeout(stage.patience().multipliedBy(2));
    try (Client client = ClientCalls.connect(stage, options)) {
      var conversation = new Conversation(stage, client, referee, abort);
      conversation.oneByOne();
      conversation.together();
      referee.closing();
    }
  }
}
