// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.model;

import dev.parley.protocol.Transport;
import dev.parley.trace.model.Fact.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sorts what is known into lanes. */
final class TimelineBuilder {

  private final List<Fact> facts;
  private final long length;

  TimelineBuilder(List<Fact> facts, long length) {
    this.facts = facts;
    this.length = length;
  }

  Timeline build(String style, Transport transport, int processors) {
    Map<Integer, Long> answers = new HashMap<>();
    Map<Owner, List<Fact>> byOwner = new LinkedHashMap<>();
    for (Fact fact : facts) {
      byOwner.computeIfAbsent(fact.owner(), owner -> new ArrayList<>()).add(fact);
      if (fact.kind() == Kind.FRAME_OUT) {
        answers.put(fact.id(), fact.from());
      }
    }
    List<Lane> clients = new ArrayList<>();
    List<Lane> threads = new ArrayList<>();
    byOwner.forEach((owner, own) -> {
      Lane lane = new LaneBuilder(owner, own, answers, length).build();
      if (owner.kind() == Owner.Kind.CLIENT) {
        clients.add(lane);
      } else if (isShown(lane)) {
        threads.add(lane);
      }
    });
    clients.sort(Comparator.comparingLong(lane -> lane.owner().id()));
    threads.sort(
        Comparator.comparing((Lane lane) -> lane.owner().kind())
            .thenComparingLong(Lane::from)
            .thenComparingLong(lane -> lane.owner().id()));
    return new Timeline(
        style, transport, processors, length, List.copyOf(clients), List.copyOf(threads));
  }

  /** A thread that came after the script is of the stop; a virtual one may be the JDK's own. */
  private boolean isShown(Lane lane) {
    boolean serves = lane.marks().stream().anyMatch(mark -> mark.role() != null);
    return lane.from() < length && (serves || lane.owner().kind() == Owner.Kind.PLATFORM);
  }
}
