// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.protocol.Style;
import dev.parley.trace.model.Lane;
import dev.parley.trace.model.Mark;
import dev.parley.trace.model.Owner;
import dev.parley.trace.model.RecordingReader;
import dev.parley.trace.model.Segment;
import dev.parley.trace.model.Timeline;
import dev.parley.trace.play.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real servers, clients and Flight Recorder. */
@Timeout(60)
class RecorderTest {

  @TempDir Path directory;

  @Test
  void oneThreadServesOneClientAfterTheOther() throws Exception {
    Timeline blocking = record("blocking");

    Lane accept = lane(blocking, "accept");
    assertThat(serving(blocking)).containsExactly(accept);
    Mark closed = marks(accept, Role.SLOW).getLast();
    assertThat(closed.texts().getLast()).isEqualTo("closes it: PEER_CLOSED");
    assertThat(frames(accept, Role.ORDINARY).getFirst().at()).isGreaterThan(closed.at());
    assertThat(frames(accept, Role.DELAY).getFirst().at())
        .isGreaterThan(marks(accept, Role.ORDINARY).getLast().at());
    assertThat(accept.segments())
        .anyMatch(one -> one.text().equals("read") && one.role() == Role.SLOW)
        .anyMatch(one -> one.text().equals("Thread.sleep") && one.role() == Role.DELAY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"threaded", "pool", "virtual", "tls"})
  void eachClientHasAThread(String style) throws Exception {
    Timeline timeline = record(style);

    for (Role role : Role.values()) {
      assertThat(timeline.threads())
          .filteredOn(lane -> lane.owner().kind() != Owner.Kind.CARRIER)
          .filteredOn(lane -> !frames(lane, role).isEmpty())
          .singleElement()
          .satisfies(own -> assertThat(roles(own)).containsExactly(role));
    }
    assertThat(lane(timeline, "accept").calls()).contains("ServerSocket.accept");
    assertThat(timeline.threads())
        .anySatisfy(lane ->
            assertThat(lane.segments())
                .anyMatch(one -> one.text().equals("Thread.sleep") && one.role() == Role.DELAY));
  }

  @Test
  void virtualThreadsTellTheirCarriers() throws Exception {
    Timeline virtual = record("virtual");

    assertThat(serving(virtual))
        .filteredOn(lane -> lane.owner().kind() == Owner.Kind.CARRIER)
        .isNotEmpty()
        .allSatisfy(lane -> assertThat(lane.owner().name()).matches("carrier-\\d+"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nio", "udp", "tls-nio"})
  void aLoopOwesTheDelayAndWaitsForNobody(String style) throws Exception {
    Timeline timeline = record(style);

    assertThat(serving(timeline)).isNotEmpty();
    for (Lane loop : serving(timeline)) {
      assertThat(loop.owner().name()).matches("loop-\\d+|datagrams");
      // A moment may be one in which somebody else had the processor.
      assertThat(loop.segments())
          .filteredOn(one -> one.isWait() && one.length() > 50_000_000)
          .noneMatch(one -> one.role() != null);
      assertThat(loop.calls()).contains("Selector.select");
    }
    assertThat(serving(timeline))
        .flatExtracting(Lane::segments)
        .filteredOn(one -> one.kind() == Segment.Kind.OWED && one.role() == Role.DELAY)
        .singleElement()
        .satisfies(owed -> assertThat(owed.length()).isGreaterThanOrEqualTo(119_000_000));
  }

  @Test
  void everyClientIsAnswered() throws Exception {
    Timeline udp = record("udp");

    assertThat(udp.clients())
        .extracting(lane -> lane.owner().name())
        .containsExactly("slow", "ordinary", "delay");
    assertThat(serving(udp)).hasSize(1);
    Lane loop = serving(udp).getFirst();
    assertThat(answers(loop, Role.SLOW)).isEqualTo(1);
    assertThat(answers(loop, Role.ORDINARY)).isEqualTo(4);
    assertThat(answers(loop, Role.DELAY)).isEqualTo(1);
  }

  @Test
  void namesTheStyleThatDoesNotStart() throws Exception {
    Style broken = BrokenStyle.of(style("blocking"));

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Recorder.record(broken, directory.resolve("broken.jfr")))
        .withMessageContaining("blocking cannot be traced")
        .withMessageContaining("no thread today");
  }

  @Test
  void refusesARecordingOfSomethingElse() throws Exception {
    Path file = directory.resolve("other.jfr");
    try (Recording recording = new Recording()) {
      recording.start();
      recording.stop();
      recording.dump(file);
    }

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> RecordingReader.read(file))
        .withMessageContaining("holds no whole run of the script");
  }

  private Timeline record(String name) throws Exception {
    Path file = directory.resolve(name + ".jfr");
    Recorder.record(style(name), file);
    return RecordingReader.read(file);
  }

  private static Style style(String name) {
    return Style.all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  private static Lane lane(Timeline timeline, String name) {
    return timeline.threads().stream()
        .filter(lane -> lane.owner().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<Lane> serving(Timeline timeline) {
    return timeline.threads().stream()
        .filter(lane -> lane.marks().stream().anyMatch(Mark::frame))
        .toList();
  }

  private static List<Mark> marks(Lane lane, Role role) {
    return lane.marks().stream().filter(mark -> mark.role() == role).toList();
  }

  private static List<Mark> frames(Lane lane, Role role) {
    return marks(lane, role).stream().filter(Mark::frame).toList();
  }

  private static long answers(Lane lane, Role role) {
    return marks(lane, role).stream()
        .flatMap(mark -> mark.texts().stream())
        .filter(text -> text.startsWith("answers "))
        .count();
  }

  private static Set<Role> roles(Lane lane) {
    return lane.marks().stream()
        .map(Mark::role)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }
}
