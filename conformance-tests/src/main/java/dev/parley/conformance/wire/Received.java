// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import java.net.InetSocketAddress;

/** What a probe saw next. */
public sealed interface Received {

  /** Returns when it came, on {@link System#nanoTime}'s scale. */
  long nanos();

  /**
   * A whole frame.
   *
   * @param frame what came
   * @param nanos when its last byte was read
   */
  record Frame(WireFrame frame, long nanos) implements Received {

    @Override
    public String toString() {
      return frame.toString();
    }
  }

  /**
   * A clean end (FIN).
   *
   * @param partial how many bytes of an unfinished frame lay before it
   * @param nanos when it was read
   */
  record End(int partial, long nanos) implements Received {

    @Override
    public String toString() {
      return "a clean end (FIN)" + behind(partial);
    }
  }

  /**
   * An end that is not clean.
   *
   * @param what a reset (RST), or what TLS says
   * @param partial how many bytes of an unfinished frame lay before it
   * @param nanos when it was noticed
   */
  record Reset(String what, int partial, long nanos) implements Received {

    private static final String RST = "a reset (RST)";

    /** A reset of the connection itself. */
    public Reset(int partial, long nanos) {
      this(RST, partial, nanos);
    }

    /** Returns whether it is a reset of the connection itself. */
    public boolean isRst() {
      return what.equals(RST);
    }

    @Override
    public String toString() {
      return what + " instead of a clean end" + behind(partial);
    }
  }

  /**
   * Nothing within the time given; the connection is open.
   *
   * @param partial how many bytes of an unfinished frame came
   * @param waitedMillis how long was waited
   * @param nanos when waiting ended
   */
  record Nothing(int partial, long waitedMillis, long nanos) implements Received {

    @Override
    public String toString() {
      String what = partial == 0 ? "nothing" : "no more than " + Names.count(partial, "byte");
      return what + " within " + waitedMillis + " ms; the connection is open";
    }
  }

  /**
   * A datagram, whatever is in it.
   *
   * @param bytes what it carries
   * @param from whose address it bears
   * @param nanos when it was read
   */
  record Datagram(Bytes bytes, InetSocketAddress from, long nanos) implements Received {

    @Override
    public String toString() {
      return bytes.length() == 0 ? "an empty datagram" : bytes.toString();
    }
  }

  /**
   * No datagram within the time given.
   *
   * @param waitedMillis how long was waited
   * @param nanos when waiting ended
   */
  record Silence(long waitedMillis, long nanos) implements Received {

    @Override
    public String toString() {
      return "no datagram within " + waitedMillis + " ms";
    }
  }

  private static String behind(int partial) {
    return partial == 0 ? "" : ", behind " + Names.count(partial, "byte") + " of a frame";
  }
}
