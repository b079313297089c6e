// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.model;

import dev.parley.protocol.Transport;
import dev.parley.trace.event.PlayEvent;
import dev.parley.trace.event.VisitEvent;
import dev.parley.trace.play.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Reads a recording of the Flight Recorder as a timeline. */
public final class RecordingReader {

  private RecordingReader() {}

  /**
   * Reads a recording.
   *
   * @throws IOException if the file cannot be read, or holds no whole run of the script
   */
  public static Timeline read(Path file) throws IOException {
    List<RecordedEvent> events =
        RecordingFile.readAllEvents(file).stream()
            .sorted(Comparator.comparing(RecordedEvent::getStartTime))
            .toList();
    RecordedEvent play =
        events.stream()
            .filter(event -> event.getEventType().getName().equals(PlayEvent.NAME))
            .findFirst()
            .orElseThrow(() -> new IOException(file + " holds no whole run of the script"));
    var facts = new Facts(play.getStartTime(), roles(events));
    events.forEach(facts::add);
    return new TimelineBuilder(facts.all(), play.getDuration().toNanos())
        .build(
            play.getString("style"),
            Transport.valueOf(play.getString("transport")),
            play.getInt("processors"));
  }

  private static Map<Integer, Role> roles(List<RecordedEvent> events) {
    Map<Integer, Role> roles = new HashMap<>();
    for (RecordedEvent event : events) {
      if (event.getEventType().getName().equals(VisitEvent.NAME)) {
        roles.put(event.getInt("port"), Role.valueOf(event.getString("role")));
      }
    }
    return roles;
  }
}
