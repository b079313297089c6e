// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.model;

import dev.parley.trace.event.AwaitEvent;
import dev.parley.trace.event.ClosedEvent;
import dev.parley.trace.event.FrameEvent;
import dev.parley.trace.event.OpenedEvent;
import dev.parley.trace.event.SampleEvent;
import dev.parley.trace.event.SendEvent;
import dev.parley.trace.event.TroubleEvent;
import dev.parley.trace.event.VisitEvent;
import dev.parley.trace.model.Fact.Kind;
import dev.parley.trace.play.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import org.jspecify.annotations.Nullable;

/** Collects the facts about a server and its clients from the events of a recording. */
final class Facts {

  private final Instant zero;
  private final Map<Integer, Role> rolesByPort;
  private final Map<Long, Role> rolesByConnection = new HashMap<>();
  private final List<Fact> all = new ArrayList<>();

  Facts(Instant zero, Map<Integer, Role> rolesByPort) {
    this.zero = zero;
    this.rolesByPort = rolesByPort;
  }

  List<Fact> all() {
    return List.copyOf(all);
  }

  void add(RecordedEvent event) {
    switch (event.getEventType().getName()) {
      case "jdk.ThreadStart" -> addLife(Kind.BORN, event.getThread("thread"), event);
      case "jdk.ThreadEnd" -> addLife(Kind.GONE, event.getThread("thread"), event);
      case "jdk.VirtualThreadStart" -> addLife(Kind.BORN, event.getThread(), event);
      case "jdk.VirtualThreadEnd" -> addLife(Kind.GONE, event.getThread(), event);
      case "jdk.SocketRead" -> addRead(event);
      case "jdk.SocketWrite" -> addWrite(event);
      case "jdk.ThreadSleep" -> addWait(LaneBuilder.SLEEP, event);
      case "jdk.ThreadPark" -> addWait("LockSupport.park", event);
      case "jdk.JavaMonitorWait" -> addWait("Object.wait", event);
      case "jdk.JavaMonitorEnter" -> addWait("synchronized", event);
      case "jdk.VirtualThreadPinned" -> addOn(event, Kind.TROUBLE, null, 0, "pins its carrier");
      case SampleEvent.NAME -> addSample(event);
      default -> addOwn(event);
    }
  }

  private void addOwn(RecordedEvent event) {
    switch (event.getEventType().getName()) {
      case VisitEvent.NAME -> addClient(event, Kind.VISIT, "is connected");
      case SendEvent.NAME -> {
        addClient(event, Kind.SEND, "sends " + FrameText.of(event));
        addClientsEnd(event, Kind.SENT, "has sent " + FrameText.of(event));
      }
      case AwaitEvent.NAME -> {
        addClient(event, Kind.AWAIT, "waits for the reply to " + FrameText.of(event));
        addClientsEnd(event, Kind.REPLIED, "has the reply to " + FrameText.of(event));
      }
      case OpenedEvent.NAME -> {
        Role role = rolesByPort.get(event.getInt("port"));
        if (role != null) {
          rolesByConnection.put(event.getLong("connection"), role);
        }
        addOn(event, Kind.OPENED, role, 0, "is told of the connection");
      }
      case ClosedEvent.NAME -> {
        Role role = rolesByConnection.get(event.getLong("connection"));
        addOn(event, Kind.CLOSED, role, 0, "closes it: " + event.getString("reason"));
      }
      case FrameEvent.NAME -> addFrame(event);
      case TroubleEvent.NAME -> addOn(event, Kind.TROUBLE, null, 0, event.getString("text"));
      default -> {}
    }
  }

  private void addFrame(RecordedEvent event) {
    int id = event.getInt("id");
    boolean reply = FrameText.isReply(event.getInt("type"));
    String text = (reply ? "answers " : "has read ") + FrameText.of(event);
    addOn(event, reply ? Kind.FRAME_OUT : Kind.FRAME_IN, Role.ofId(id), id, text);
  }

  private void addRead(RecordedEvent event) {
    Role role = rolesByPort.get(event.getInt("port"));
    long bytes = event.getLong("bytesRead");
    addOn(event, Kind.WAIT, role, 0, "read");
    if (bytes > 0) {
      addEnd(event, role, "reads " + bytes(bytes));
    } else if (event.getBoolean("endOfStream")) {
      addEnd(event, role, "reads the end of the stream");
    }
  }

  private void addWrite(RecordedEvent event) {
    Role role = rolesByPort.get(event.getInt("port"));
    addOn(event, Kind.WAIT, role, 0, "write");
    addEnd(event, role, "writes " + bytes(event.getLong("bytesWritten")));
  }

  private static String bytes(long count) {
    return count == 1 ? "1 byte" : count + " bytes";
  }

  private void addEnd(RecordedEvent event, @Nullable Role role, String text) {
    long end = nanos(event.getEndTime());
    Owners.server(event.getThread())
        .ifPresent(owner -> all.add(new Fact(Kind.BYTES, owner, end, end, role, 0, text)));
  }

  private void addWait(String call, RecordedEvent event) {
    addOn(event, Kind.WAIT, null, 0, call);
  }

  private void addSample(RecordedEvent event) {
    Kind kind = event.getBoolean("waits") ? Kind.SEEN_WAITING : Kind.SEEN_RUNNING;
    add(Owners.server(event.getThread("sampled")), kind, event, null, 0, event.getString("call"));
  }

  private void addLife(Kind kind, RecordedThread thread, RecordedEvent event) {
    add(Owners.server(thread), kind, event, null, 0, "");
  }

  private void addClient(RecordedEvent event, Kind kind, String text) {
    Role role = Role.valueOf(event.getString("role"));
    add(Optional.of(Owners.client(role)), kind, event, role, 0, text);
  }

  private void addClientsEnd(RecordedEvent event, Kind kind, String text) {
    Role role = Role.valueOf(event.getString("role"));
    long end = nanos(event.getEndTime());
    all.add(new Fact(kind, Owners.client(role), end, end, role, 0, text));
  }

  /** What a virtual thread does is done on its carrier too. */
  private void addOn(RecordedEvent event, Kind kind, @Nullable Role role, int id, String text) {
    add(Owners.server(event.getThread()), kind, event, role, id, text);
    add(Owners.carrier(event), kind, event, role, id, text);
  }

  private void add(
      Optional<Owner> owner,
      Kind kind,
      RecordedEvent event,
      @Nullable Role role,
      int id,
      String text) {
    long from = nanos(event.getStartTime());
    long to = nanos(event.getEndTime());
    owner.ifPresent(one -> all.add(new Fact(kind, one, from, to, role, id, text)));
  }

  private long nanos(Instant time) {
    return Duration.between(zero, time).toNanos();
  }
}
