// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import dev.parley.comparison.model.Workload;
import dev.parley.comparison.model.Workload.Loop;
import dev.parley.protocol.Transport;
import java.util.ArrayList;
import java.util.List;

/** What servers are measured with. */
final class Workloads {

  private static final int SMALL = 64;
  private static final int LARGE = 65_536;
  private static final int IDLE = 10_000;

  private Workloads() {}

  /** Returns those that measure capacity. */
  static List<Workload> capacity(Transport transport, boolean quick) {
    List<Workload> all =
        switch (transport) {
          case TCP ->
              List.of(
                  closed("w1", transport, 1, 1, SMALL),
                  closed("w2", transport, 64, 1, SMALL),
                  closed("w3", transport, 64, 32, SMALL),
                  closed("w4", transport, 1_000, 1, SMALL),
                  closed("w7", transport, 16, 1, LARGE));
          case UDP ->
              List.of(
                  closed("u1", transport, 1, 1, SMALL),
                  closed("u2", transport, 16, 16, SMALL),
                  closed("u3", transport, 64, 4, 1_024));
          case TLS ->
              List.of(
                  closed("t1", transport, 1, 1, SMALL),
                  closed("t2", transport, 64, 1, SMALL),
                  closed("t3", transport, 64, 32, SMALL),
                  closed("t4", transport, 16, 1, LARGE),
                  churn("tc", transport));
        };
    List<Workload> chosen = new ArrayList<>(all);
    if (!quick && transport == Transport.TCP) {
      chosen.add(churn("churn", transport));
      chosen.add(idle(transport));
    }
    return chosen;
  }

  /** Returns the ids of all. */
  static List<String> ids() {
    List<String> ids = new ArrayList<>();
    for (Transport transport : Transport.values()) {
      capacity(transport, false).forEach(workload -> ids.add(workload.id()));
      ids.add(latency(transport, 1).id());
    }
    return ids;
  }

  /** Returns the one that says most about a transport in one number. */
  static Workload typical(Transport transport) {
    return capacity(transport, true).get(1);
  }

  /** Returns the one that measures latency. */
  static Workload latency(Transport transport, double rate) {
    return new Workload(
        "rate-" + transport.scheme(),
        "64 connections at %,.0f messages/s together".formatted(rate),
        transport.scheme(),
        Loop.OPEN,
        64,
        1,
        SMALL,
        0,
        rate);
  }

  /** Returns what a bystander does: a request now and then. */
  static Workload bystander(Transport transport) {
    return new Workload(
        "bystander",
        "1 connection at 200 messages/s",
        transport.scheme(),
        Loop.OPEN,
        1,
        1,
        SMALL,
        0,
        200.0);
  }

  private static Workload closed(
      String id, Transport transport, int connections, int depth, int payload) {
    String each = depth == 1 ? "" : " \u00d7 %d pipelined".formatted(depth);
    String size = payload == LARGE ? "64 KiB" : payload + " bytes";
    String plural = connections == 1 ? "1 connection" : "%,d connections".formatted(connections);
    return new Workload(
        id,
        plural + each + ", " + size,
        transport.scheme(),
        Loop.CLOSED,
        connections,
        depth,
        payload,
        0,
        null);
  }

  private static Workload churn(String id, Transport transport) {
    return new Workload(
        id, "a connection for each message", transport.scheme(), Loop.CHURN, 1, 1, 0, 0, null);
  }

  private static Workload idle(Transport transport) {
    return new Workload(
        "idle",
        "64 connections beside %,d idle ones".formatted(IDLE),
        transport.scheme(),
        Loop.CLOSED,
        64,
        1,
        SMALL,
        IDLE,
        null);
  }
}
