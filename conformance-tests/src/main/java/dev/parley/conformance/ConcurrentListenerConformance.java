// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance;

import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.CloseReason;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** What a style tells its listener that holds a limit of connections, too. */
public interface ConcurrentListenerConformance extends ListenerConformance {

  @Test
  default void tells_of_one_client_too_many() throws Exception {
    try (var server = new ListenedServer(style(), options -> options.maximumConnections(1))) {
      try (Socket served = server.connect()) {
        server.ask(served, WireFrame.echo(1, new byte[1]));
        try (Socket refused = server.connect()) {
          ListenedServer.readToEnd(refused);
        }

        server.expectClosed(CloseReason.BUSY);
      }

      server.expectClosed(CloseReason.PEER_CLOSED);
    }
  }
}
