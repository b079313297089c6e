// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What went over one connection, and when: frames decoded and in hex, ends and resets. Its size is
 * bounded, however much went. Thread-safe.
 */
public final class Transcript implements Witness {

  /** The legend where nothing else is said. */
  public static final String SUITE = "-> the suite, <- the server";

  private static final int SHOWN_FIRST = 6;
  private static final int SHOWN_LAST = 12;

  private record Line(long nanos, String arrow, String text, int times) {

    boolean says(String someArrow, String someText) {
      return arrow.equals(someArrow) && text.equals(someText);
    }

    Line again() {
      return new Line(nanos, arrow, text, times + 1);
    }
  }

  private final long start = System.nanoTime();
  private final boolean datagrams;
  private final String legend;
  private final FrameLog sent;
  private final FrameLog received;
  private final List<Line> events = new ArrayList<>();

  /** Makes an empty transcript of a connection; its times count from now. */
  public Transcript() {
    this(false, SUITE);
  }

  private Transcript(boolean datagrams, String legend) {
    this.datagrams = datagrams;
    this.legend = legend;
    this.sent = new FrameLog(datagrams);
    this.received = new FrameLog(datagrams);
  }

  /** Returns an empty transcript in which each write and each read is one datagram. */
  public static Transcript ofDatagrams() {
    return new Transcript(true, SUITE);
  }

  /**
   * Returns an empty transcript of two others, a client and a server, between whom the suite is.
   */
  static Transcript ofOthers(boolean datagrams) {
    return new Transcript(datagrams, "-> the client, <- the server");
  }

  /** Returns who speaks, by the arrows. */
  public String legend() {
    return legend;
  }

  /** Returns whether it is about datagrams. */
  public boolean isOfDatagrams() {
    return datagrams;
  }

  /**
   * Notes the bytes of one write.
   *
   * @param nanos when the write began, so that a fast answer stands behind it
   */
  public synchronized void sent(long nanos, byte[] bytes, int offset, int length) {
    sent.add(nanos, bytes, offset, length);
  }

  /** Notes the bytes of one read. */
  @Override
  public synchronized void received(byte[] bytes, int offset, int length) {
    received.add(System.nanoTime(), bytes, offset, length);
  }

  /** Notes what the suite did other than sending. */
  public synchronized void did(String what) {
    note("->", what);
  }

  /** Notes what the target did other than sending. */
  @Override
  public synchronized void saw(String what) {
    note("<-", what);
  }

  /** What happens again and again is told once, with the time of the first. */
  private void note(String arrow, String what) {
    if (!events.isEmpty() && events.getLast().says(arrow, what)) {
      events.add(events.removeLast().again());
    } else {
      events.add(new Line(System.nanoTime(), arrow, what, 1));
    }
  }

  /** Returns a witness of the client, where nobody is the client's but a client under test. */
  Witness client() {
    return new Witness() {
      @Override
      public void received(byte[] bytes, int offset, int length) {
        sent(System.nanoTime(), bytes, offset, length);
      }

      @Override
      public void saw(String what) {
        did(what);
      }
    };
  }

  /** Returns the first and the last frames that were sent; of a long conversation not all. */
  public synchronized List<LoggedFrame> sentFrames() {
    return List.copyOf(sent.frames());
  }

  /** Returns the first and the last frames that came; of a long conversation not all. */
  public synchronized List<LoggedFrame> receivedFrames() {
    return List.copyOf(received.frames());
  }

  /** Returns how many bytes were sent. */
  public synchronized long sentBytes() {
    return sent.bytes();
  }

  /** Returns how many bytes were received. */
  public synchronized long receivedBytes() {
    return received.bytes();
  }

  /** Returns the transcript in lines with relative milliseconds, a long one cut in the middle. */
  @Override
  public synchronized String toString() {
    List<String> lines =
        Stream.of(
                sent.frames().stream().map(frame -> line("->", frame)),
                received.frames().stream().map(frame -> line("<-", frame)),
                events.stream())
            .flatMap(s -> s)
            .sorted(Comparator.comparingLong(Line::nanos))
            .map(this::text)
            .toList();
    return String.join("\n", shortened(lines));
  }

  private List<String> shortened(List<String> lines) {
    int forgotten = sent.forgotten() + received.forgotten();
    int cut = lines.size() - SHOWN_FIRST - SHOWN_LAST;
    if (cut <= 0) {
      return lines;
    }
    List<String> shown = new ArrayList<>(lines.subList(0, SHOWN_FIRST));
    shown.add("          .. %d more ..".formatted(cut + forgotten));
    shown.addAll(lines.subList(lines.size() - SHOWN_LAST, lines.size()));
    return shown;
  }

  private static Line line(String arrow, LoggedFrame frame) {
    return new Line(frame.lastNanos(), arrow, frame.toString(), 1);
  }

  private String text(Line line) {
    String text = line.text().replace("\n", "\n" + " ".repeat(14));
    double millis = (line.nanos() - start) / 1e6;
    String times = line.times() == 1 ? "" : " (%d times)".formatted(line.times());
    return String.format(Locale.ROOT, "%8.1f ms %s %s%s", millis, line.arrow(), text, times);
  }
}
