// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.model;

import org.jspecify.annotations.Nullable;

/**
 * What servers are measured with.
 *
 * @param id short and unique, as {@code w2}
 * @param title what it is, for people
 * @param transport {@code tcp}, {@code udp} or {@code tls}
 * @param loop what decides when the next request is sent
 * @param connections how many are active
 * @param depth how many requests each may have without an answer
 * @param payload bytes of each request's payload
 * @param idle how many connections more do nothing
 * @param rate messages a second, of an open loop
 */
public record Workload(
    String id,
    String title,
    String transport,
    Loop loop,
    int connections,
    int depth,
    int payload,
    int idle,
    @Nullable Double rate) {

  /** Refuses one without its names. */
  public Workload {
    Lists.require(id, "workload", "id");
    Lists.require(transport, "workload", "transport");
    Lists.require(loop, "workload", "loop");
  }

  /** What decides when the next request is sent. */
  public enum Loop {
    /** The reply to an earlier one: measures capacity. */
    CLOSED,
    /** The clock: measures latency, from the time when a request should have been sent. */
    OPEN,
    /** As {@link #CLOSED}, with a new connection for each request. */
    CHURN
  }
}
