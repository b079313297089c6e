// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.model;

import dev.parley.trace.model.Fact.Kind;
import dev.parley.trace.play.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a lane of what is known of its owner. */
final class LaneBuilder {

  /** Shorter times cannot be seen, and are not waited for on purpose. */
  private static final long SHORTEST = 500_000;

  /** What a thread does that waits for the time of a DELAY. */
  static final String SLEEP = "Thread.sleep";

  private final Owner owner;
  private final List<Fact> facts;
  private final long from;
  private final long to;
  private final Map<Integer, Long> answers;

  /**
   * Makes a builder.
   *
   * @param known what is known of the owner alone
   * @param answers when each request was answered, by its id, on whichever lane
   * @param end the end of the script
   */
  LaneBuilder(Owner owner, List<Fact> known, Map<Integer, Long> answers, long end) {
    this.owner = owner;
    this.answers = answers;
    this.facts = known.stream().sorted(Comparator.comparingLong(Fact::from)).toList();
    long first = facts.getFirst().kind() == Kind.BORN ? facts.getFirst().from() : 0;
    this.from = Math.clamp(first, 0, end);
    long last = of(Kind.GONE).mapToLong(Fact::from).findFirst().orElse(end);
    this.to = Math.clamp(last, 0, end);
  }

  Lane build() {
    List<Segment> segments = new ArrayList<>();
    facts.forEach(fact -> addOwn(fact, segments));
    addGaps(segments);
    if (owner.kind() != Owner.Kind.CARRIER) {
      of(Kind.FRAME_IN).forEach(request -> addOwed(request, segments));
    }
    segments.sort(Comparator.comparingLong(Segment::from));
    return new Lane(owner, from, to, List.copyOf(segments), Marks.of(facts, to));
  }

  private Stream<Fact> of(Kind kind) {
    return facts.stream().filter(fact -> fact.kind() == kind);
  }

  private void addOwn(Fact fact, List<Segment> segments) {
    switch (fact.kind()) {
      case WAIT ->
          add(segments, Segment.Kind.MEASURED_WAIT, fact.from(), fact.to(), waiter(fact), fact);
      case VISIT -> add(segments, Segment.Kind.VISIT, fact.from(), fact.to(), fact.role(), fact);
      case SEND -> add(segments, Segment.Kind.SEND, fact.from(), fact.to(), fact.role(), fact);
      case AWAIT -> add(segments, Segment.Kind.AWAIT, fact.from(), fact.to(), fact.role(), fact);
      default -> {}
    }
  }

  /** A thread that sleeps while it owes a reply sleeps for that client. */
  private @Nullable Role waiter(Fact wait) {
    if (wait.role() != null || !wait.text().equals(SLEEP)) {
      return wait.role();
    }
    return of(Kind.FRAME_IN)
        .filter(request -> request.from() <= wait.from() && answered(request) >= wait.to())
        .map(Fact::role)
        .findFirst()
        .orElse(null);
  }

  private long answered(Fact request) {
    return answers.getOrDefault(request.id(), to);
  }

  private void addOwed(Fact request, List<Segment> segments) {
    Predicate<Segment> own =
        wait ->
            wait.isWait()
                && wait.role() == request.role()
                && wait.from() >= request.from()
                && wait.to() <= answered(request);
    if (segments.stream().noneMatch(own)) {
      add(segments, Segment.Kind.OWED, request.from(), answered(request), request.role(), request);
    }
  }

  /** What no event covers is told by the samples that fall into it. */
  private void addGaps(List<Segment> segments) {
    long reached = from;
    Fact last = null;
    for (Fact fact : facts) {
      if (fact.isActivity()) {
        addGap(reached, fact.from(), last == null ? fact : last, segments);
        reached = Math.max(reached, fact.to());
        last = fact;
      }
    }
    addGap(reached, to, last, segments);
  }

  private void addGap(long begin, long end, @Nullable Fact near, List<Segment> segments) {
    List<Fact> seen =
        facts.stream()
            .filter(fact -> fact.kind() == Kind.SEEN_WAITING || fact.kind() == Kind.SEEN_RUNNING)
            .filter(fact -> fact.from() >= begin && fact.from() < end)
            .toList();
    if (seen.isEmpty()) {
      return;
    }
    Fact typical = seen.get(seen.size() / 2);
    if (typical.kind() == Kind.SEEN_WAITING) {
      add(segments, Segment.Kind.DERIVED_WAIT, begin, end, null, typical);
    } else {
      add(segments, Segment.Kind.WORK, begin, end, near == null ? null : near.role(), typical);
    }
  }

  private void add(
      List<Segment> segments,
      Segment.Kind kind,
      long begin,
      long end,
      @Nullable Role role,
      Fact fact) {
    long first = Math.max(begin, 0);
    long last = Math.min(end, to);
    if (last - first >= SHORTEST) {
      segments.add(new Segment(kind, first, last, role, fact.text()));
    }
  }
}
