// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.wire.Bytes;
import dev.parley.conformance.wire.DatagramProbe;
import dev.parley.conformance.wire.Received;
import dev.parley.conformance.wire.WireFrame;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A request of a client under test, and where to send the reply. */
record DatagramRequest(WireFrame frame, InetSocketAddress from, long nanos) {

  /**
   * Waits for an ECHO.
   *
   * @param before a request that the client may still send again, and which is passed over
   */
  static DatagramRequest await(
      Stage stage, DatagramProbe server, @Nullable DatagramRequest before) {
    Received next;
    do {
      next = server.next(stage.patience());
    } while (before != null && isAgain(next, before));
    if (next instanceof Received.Datagram(Bytes bytes, InetSocketAddress from, long nanos)
        && isEcho(bytes)) {
      return new DatagramRequest(
          new WireFrame(bytes.type(), bytes.id(), bytes.payload()), from, nanos);
    }
    throw server.mismatch("an ECHO in one datagram", next);
  }

  private static boolean isAgain(Received next, DatagramRequest before) {
    return next instanceof Received.Datagram(Bytes bytes, var _, long _)
        && bytes.mismatch(new Bytes(before.frame().bytes())) < 0;
  }

  private static boolean isEcho(Bytes bytes) {
    return bytes.hasHeader()
        && bytes.type() == WireFrame.ECHO
        && bytes.announced() == bytes.length() - WireFrame.HEADER_BYTES;
  }

  void answerBy(DatagramProbe server) {
    server.sendTo(from, frame.reply().bytes());
  }
}
