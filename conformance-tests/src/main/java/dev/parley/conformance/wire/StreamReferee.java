// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import dev.parley.conformance.wire.Breach.Side;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges one connection: the requests are those that were asked for, the replies are right, in the
 * order of the requests and none too early, and both sides end in order. Only the first breach
 * counts: what follows it may be its consequence.
 */
public final class StreamReferee implements Referee {

  private final long maximumDelay;
  private final Duration patience;
  private final List<WireFrame> calls = new ArrayList<>();
  private final Deque<Owed> owed = new ArrayDeque<>();
  private @Nullable Breach breach;
  private boolean closing;
  private boolean clientEnded;
  private long earliest = System.nanoTime();
  private long lastReply = System.nanoTime();

  /**
   * Makes the referee of one connection.
   *
   * @param maximumDelay the longest DELAY that the server does not refuse
   * @param patience how late a reply may be, or an end
   */
  public StreamReferee(Duration maximumDelay, Duration patience) {
    this.maximumDelay = maximumDelay.toMillis();
    this.patience = patience;
  }

  @Override
  public synchronized void call(WireFrame call) {
    calls.add(call);
  }

  @Override
  public synchronized void closing() {
    closing = true;
  }

  @Override
  public synchronized Optional<Breach> breach() {
    return Optional.ofNullable(breach);
  }

  /** Returns the judge of what the client sends. */
  Judge ofClient() {
    return Judge.of(true, this::request, () -> {}, this::clientStopped, this::isUnbroken);
  }

  /** Returns the judge of what the server sends. */
  Judge ofServer() {
    return Judge.of(true, this::reply, this::silence, this::serverStopped, this::isUnbroken);
  }

  /** Judges a request that has come from the client, and not yet gone to the server. */
  private synchronized void request(WireFrame request) {
    if (!calls.remove(new WireFrame(request.type(), 0, request.payload()))) {
      String expected = "one of the requests that were asked of the client, and each only once";
      broken(Breach.frame(Side.CLIENT, "R0.1", expected, Bytes.NONE, request));
      return;
    }
    // Its time starts when every earlier reply is ready: not before the earliest moment of those.
    Owed next = Owed.to(request, maximumDelay, Math.max(earliest, System.nanoTime()));
    earliest = next.earliest();
    owed.add(next);
  }

  /** Judges a reply that has come from the server, and not yet gone to the client. */
  private synchronized void reply(WireFrame reply) {
    Owed next = owed.poll();
    lastReply = System.nanoTime();
    if (next == null) {
      String expected = "silence: no complete request waits for a reply";
      broken(Breach.frame(Side.SERVER, "R3.3", expected, Bytes.NONE, reply));
    } else if (!next.isMetBy(reply)) {
      boolean isLaters = owed.stream().anyMatch(later -> later.isMetBy(reply));
      String rule = isLaters ? "R1.1" : next.rule();
      broken(Breach.frame(Side.SERVER, rule, next.toString(), next.bytes(), reply));
    } else if (next.isEarly(lastReply)) {
      broken(early(next));
    }
  }

  private Breach early(Owed next) {
    long millis = Math.ceilDiv(next.earliest() - lastReply, 1_000_000);
    return new Breach(
        Side.SERVER,
        "R0.3",
        next + ", not before every earlier reply is ready and the DELAY's own time has passed",
        "%s, %d ms too early".formatted(next, millis),
        Bytes.NONE,
        next.bytes(),
        null);
  }

  /** Judges that nothing has come from the server for a while. */
  private synchronized void silence() {
    Owed next = owed.peek();
    if (next != null
        && System.nanoTime() - Math.max(next.earliest(), lastReply) > patience.toNanos()) {
      broken(Breach.stop(Side.SERVER, "R2.1", next.toString(), next.bytes(), nothing()));
    }
  }

  private Received nothing() {
    return new Received.Nothing(0, patience.toMillis(), System.nanoTime());
  }

  /** Judges the end of what the client sends. */
  private synchronized void clientStopped(Received stop) {
    if (isNoFrame(stop)) {
      String expected = "one of the requests that were asked of the client";
      broken(Breach.stop(Side.CLIENT, "R0.1", expected, Bytes.NONE, stop));
    } else if (!closing) {
      String expected = "a client that stays: nothing has failed that could end it";
      broken(Breach.stop(Side.CLIENT, "R18.4", expected, Bytes.NONE, stop));
    } else if (!isClean(stop)) {
      String expected = "a clean end of the client's side (FIN), behind a whole frame";
      broken(Breach.stop(Side.CLIENT, "R5.1", expected, Bytes.NONE, stop));
    }
    clientEnded = true;
  }

  /** Judges the end of what the server sends. */
  private synchronized void serverStopped(Received stop) {
    Owed next = owed.peek();
    if (next != null) {
      String rule = clientEnded ? "R5.1" : "R1.1";
      broken(Breach.stop(Side.SERVER, rule, next.toString(), next.bytes(), stop));
    } else if (!clientEnded) {
      String expected = "a server that stays: the client has not ended, and no clock was due";
      broken(Breach.stop(Side.SERVER, "R6.6", expected, Bytes.NONE, stop));
    } else if (!isClean(stop)) {
      String expected = "a clean end of the server's side (FIN), behind a whole frame";
      broken(Breach.stop(Side.SERVER, "R5.1", expected, Bytes.NONE, stop));
    }
  }

  /** Returns whether a header announces what no frame can hold, so that nothing more is read. */
  private static boolean isNoFrame(Received stop) {
    return stop instanceof Received.Reset reset && !reset.isRst();
  }

  private static boolean isClean(Received stop) {
    return stop instanceof Received.End(int partial, long _) && partial == 0;
  }

  /** Judges that a side whose end is due has not ended. */
  synchronized void endless() {
    Side side = clientEnded ? Side.SERVER : Side.CLIENT;
    String who = clientEnded ? "server's, behind the client's" : "client's, which was closed";
    String expected = "an end of the connection, the " + who;
    broken(Breach.stop(side, "R5.1", expected, Bytes.NONE, nothing()));
  }

  /** Judges that nobody can connect to the server. */
  synchronized void unreachable(String why) {
    String expected = "a server that takes the connection";
    broken(new Breach(Side.SERVER, "R11.1", expected, why, Bytes.NONE, Bytes.NONE, null));
  }

  private synchronized boolean isUnbroken() {
    return breach == null;
  }

  private void broken(Breach next) {
    if (breach == null) {
      breach = next;
    }
  }
}
