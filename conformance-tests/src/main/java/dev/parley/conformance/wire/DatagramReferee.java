// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import dev.parley.conformance.wire.Breach.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges the datagrams between one client and one server, on a way that loses none: each request is
 * one that was asked for, though it may come again, and each reply is right, is none too many and
 * none too early. Their order is free.
 */
public final class DatagramReferee implements Referee {

  private final List<WireFrame> calls = new ArrayList<>();
  private final List<WireFrame> requests = new ArrayList<>();
  private final List<Owed> owed = new ArrayList<>();
  private final Transcript transcript = Transcript.ofOthers(true);
  private @Nullable Breach breach;

  /** Makes the referee of one client. */
  public DatagramReferee() {}

  @Override
  public synchronized void call(WireFrame call) {
    calls.add(call);
  }

  @Override
  public void closing() {}

  @Override
  public synchronized Optional<Breach> breach() {
    return Optional.ofNullable(breach);
  }

  /** Returns the record of all that passed. */
  public Transcript transcript() {
    return transcript;
  }

  /** Judges a datagram that has come from the client. */
  synchronized void request(byte[] datagram) {
    transcript.client().received(datagram, 0, datagram.length);
    WireFrame request = frame(datagram);
    boolean again = request != null && requests.contains(request);
    if (request == null
        || (!again && !calls.remove(new WireFrame(request.type(), 0, request.payload())))) {
      String expected = "one of the requests that were asked of the client, in one whole frame";
      broken(Side.CLIENT, "R14.1", expected, datagram);
      return;
    }
    requests.add(request);
    owed.add(Owed.to(request, Long.MAX_VALUE, System.nanoTime()));
  }

  /** Judges a datagram that has come from the server. */
  synchronized void reply(byte[] datagram) {
    transcript.received(datagram, 0, datagram.length);
    long now = System.nanoTime();
    WireFrame reply = frame(datagram);
    Owed met =
        owed.stream().filter(one -> reply != null && one.isMetBy(reply)).findFirst().orElse(null);
    if (met == null) {
      broken(Side.SERVER, "R14.2", "the reply to one of the requests, and one for each", datagram);
    } else if (met.isEarly(now)) {
      broken(Side.SERVER, "R0.3", met + ", not before its time has passed", datagram);
    }
    owed.remove(met);
  }

  private static @Nullable WireFrame frame(byte[] datagram) {
    var bytes = new Bytes(datagram);
    boolean whole =
        bytes.hasHeader() && bytes.announced() == datagram.length - WireFrame.HEADER_BYTES;
    return whole ? new WireFrame(bytes.type(), bytes.id(), bytes.payload()) : null;
  }

  private void broken(Side side, String rule, String expected, byte[] datagram) {
    var came = new Bytes(datagram);
    if (breach == null) {
      breach = new Breach(side, rule, expected, came.toString(), Bytes.NONE, came, null);
    }
  }
}
