// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.parley.protocol.Transport;
import dev.parley.trace.model.Fact.Kind;
import dev.parley.trace.play.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimelineBuilderTest {

  private static final long MILLI = 1_000_000;
  private static final long LENGTH = 100 * MILLI;
  private static final Owner THREAD = new Owner(Owner.Kind.PLATFORM, 7, "loop-1");

  private final List<Fact> facts = new ArrayList<>();

  @Test
  void fillsAGapWithWhatTheSamplesInItSay() {
    at(10, Kind.BYTES, Role.SLOW, "reads 1 bytes");
    at(12, Kind.SEEN_WAITING, null, "Selector.select");
    at(17, Kind.SEEN_WAITING, null, "Selector.select");
    at(30, Kind.BYTES, Role.SLOW, "reads 1 bytes");

    assertThat(lane().segments())
        .containsExactly(
            new Segment(
                Segment.Kind.DERIVED_WAIT, 10 * MILLI, 30 * MILLI, null, "Selector.select"));
  }

  @Test
  void saysNothingAboutAGapThatNobodyLookedInto() {
    at(10, Kind.BYTES, Role.SLOW, "reads 1 bytes");
    at(30, Kind.BYTES, Role.SLOW, "reads 1 bytes");

    assertThat(lane().segments()).isEmpty();
  }

  @Test
  void countsTheTimeInWhichAThreadRanForWhomItHeardLast() {
    at(0, Kind.BYTES, Role.ORDINARY, "reads 1 bytes");
    at(5, Kind.SEEN_RUNNING, null, "running");
    at(9, Kind.BYTES, Role.SLOW, "reads 1 bytes");

    assertThat(lane().segments())
        .containsExactly(new Segment(Segment.Kind.WORK, 0, 9 * MILLI, Role.ORDINARY, "running"));
  }

  @Test
  void sleepsForTheClientThatItOwesAReply() {
    frame(10, Kind.FRAME_IN, 301);
    facts.add(fact(Kind.WAIT, THREAD, 10, 60, null, 0, "Thread.sleep"));
    frame(60, Kind.FRAME_OUT, 301);

    assertThat(lane().segments())
        .containsExactly(
            new Segment(
                Segment.Kind.MEASURED_WAIT, 10 * MILLI, 60 * MILLI, Role.DELAY, "Thread.sleep"));
  }

  @Test
  void sleepsForNobodyWhenItOwesNothing() {
    facts.add(fact(Kind.WAIT, THREAD, 0, 50, null, 0, "Thread.sleep"));
    frame(60, Kind.FRAME_IN, 301);

    assertThat(lane().segments())
        .filteredOn(Segment::isWait)
        .extracting(Segment::role)
        .containsOnlyNulls();
  }

  @Test
  void parksForNobodyEvenWhenItOwesAReply() {
    frame(10, Kind.FRAME_IN, 301);
    facts.add(fact(Kind.WAIT, THREAD, 20, 50, null, 0, "LockSupport.park"));
    frame(60, Kind.FRAME_OUT, 301);

    assertThat(lane().segments())
        .extracting(Segment::kind, Segment::role)
        .containsExactly(
            tuple(Segment.Kind.OWED, Role.DELAY), tuple(Segment.Kind.MEASURED_WAIT, null));
  }

  @Test
  void showsAReplyThatIsOwedWhileNoThreadWaitsForIt() {
    frame(10, Kind.FRAME_IN, 301);
    at(12, Kind.SEEN_WAITING, null, "Selector.select");
    facts.add(
        fact(Kind.FRAME_OUT, new Owner(Owner.Kind.PLATFORM, 8, "timer"), 60, 60, Role.DELAY, 301));

    assertThat(lane().segments())
        .filteredOn(segment -> segment.kind() == Segment.Kind.OWED)
        .containsExactly(
            new Segment(Segment.Kind.OWED, 10 * MILLI, 60 * MILLI, Role.DELAY, "text"));
  }

  @Test
  void leavesOutWhatIsTooShortToBeSeenOrNotOfTheScript() {
    facts.add(new Fact(Kind.WAIT, THREAD, 0, 400_000, Role.SLOW, 0, "read"));
    facts.add(fact(Kind.WAIT, THREAD, -20, 10, Role.SLOW, 0, "read"));
    facts.add(fact(Kind.WAIT, THREAD, 90, 200, Role.SLOW, 0, "read"));
    at(-5, Kind.BYTES, Role.SLOW, "before");
    at(105, Kind.BYTES, Role.SLOW, "after");

    assertThat(lane().segments())
        .extracting(Segment::from, Segment::to)
        .containsExactly(tuple(0L, 10 * MILLI), tuple(90 * MILLI, LENGTH));
    assertThat(lane().marks()).isEmpty();
  }

  @Test
  void marksOnceWhatIsDoneForOneClientInTheSameMoment() {
    at(10, Kind.BYTES, Role.SLOW, "reads 15 bytes");
    frame(10, Kind.FRAME_IN, 101);
    at(11, Kind.BYTES, Role.ORDINARY, "reads 15 bytes");
    at(20, Kind.BYTES, Role.ORDINARY, "reads 15 bytes");

    assertThat(lane().marks())
        .containsExactly(
            new Mark(10 * MILLI, true, Role.SLOW, List.of("reads 15 bytes", "text")),
            new Mark(11 * MILLI, false, Role.ORDINARY, List.of("reads 15 bytes")),
            new Mark(20 * MILLI, false, Role.ORDINARY, List.of("reads 15 bytes")));
  }

  @Test
  void livesFromItsStartToItsEnd() {
    at(5, Kind.BORN, null, "");
    at(40, Kind.GONE, null, "");
    facts.add(fact(Kind.WAIT, THREAD, 10, 30, Role.SLOW, 0, "read"));
    facts.add(fact(Kind.WAIT, THREAD, 30, 40, null, 0, "LockSupport.park"));

    assertThat(lane().from()).isEqualTo(5 * MILLI);
    assertThat(lane().to()).isEqualTo(40 * MILLI);
    assertThat(lane().calls()).containsExactly("read", "LockSupport.park");
  }

  @Test
  void showsPlatformThreadsFirstAndOfVirtualOnesThoseThatServe() {
    Owner carrier = new Owner(Owner.Kind.CARRIER, 0, "carrier-1");
    facts.add(fact(Kind.FRAME_IN, carrier, 5, 5, Role.DELAY, 301));
    facts.add(
        fact(Kind.FRAME_IN, new Owner(Owner.Kind.VIRTUAL, 9, "connection-1"), 5, 5, Role.DELAY, 1));
    at(0, Kind.BORN, null, "");
    facts.add(fact(Kind.BORN, new Owner(Owner.Kind.VIRTUAL, 3, "poller"), 1, 1, null, 0));
    facts.add(fact(Kind.BORN, new Owner(Owner.Kind.PLATFORM, 99, "late"), 101, 101, null, 0));
    Owner client = new Owner(Owner.Kind.CLIENT, 0, "slow");
    facts.add(fact(Kind.VISIT, client, 1, 99, Role.SLOW, 0));

    Timeline timeline = build();

    assertThat(timeline.threads())
        .extracting(lane -> lane.owner().name())
        .containsExactly("loop-1", "connection-1", "carrier-1");
    assertThat(timeline.threads().getLast().segments()).isEmpty();
    assertThat(timeline.clients()).extracting(Lane::owner).containsExactly(client);
  }

  private void at(long millis, Kind kind, @Nullable Role role, String text) {
    facts.add(fact(kind, THREAD, millis, millis, role, 0, text));
  }

  private void frame(long millis, Kind kind, int id) {
    facts.add(fact(kind, THREAD, millis, millis, Role.ofId(id), id));
  }

  private static Fact fact(
      Kind kind, Owner owner, long from, long to, @Nullable Role role, int id) {
    return fact(kind, owner, from, to, role, id, "text");
  }

  private static Fact fact(
      Kind kind, Owner owner, long from, long to, @Nullable Role role, int id, String text) {
    return new Fact(kind, owner, from * MILLI, to * MILLI, role, id, text);
  }

  private Timeline build() {
    return new TimelineBuilder(facts, LENGTH).build("nio", Transport.TCP, 1);
  }

  private Lane lane() {
    return build().threads().stream()
        .filter(lane -> lane.owner().equals(THREAD))
        .findFirst()
        .orElseThrow();
  }
}
