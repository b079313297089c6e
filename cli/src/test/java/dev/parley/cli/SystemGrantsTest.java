// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Transport;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemGrantsTest {

  @TempDir private Path directory;

  @Test
  void tellsTheSmallerOfAskedAndLimit() throws Exception {
    Path limit = Files.writeString(directory.resolve("somaxconn"), "128\n");

    assertThat(SystemGrants.backlog(1024, limit)).isEqualTo("128 granted of 1024");
    assertThat(SystemGrants.backlog(5, limit)).isEqualTo("5 granted of 5");
  }

  @Test
  void saysThatASystemTellsNoLimit() throws Exception {
    Path unreadable = Files.writeString(directory.resolve("somaxconn"), "?");

    assertThat(SystemGrants.backlog(7, directory.resolve("none"))).startsWith("7 asked");
    assertThat(SystemGrants.backlog(7, unreadable)).startsWith("7 asked");
  }

  @Test
  void asksTheSystemForBuffers() {
    var options = ServerOptions.defaults().toBuilder();

    assertThat(
            SystemGrants.of(options.receiveBuffer(8192).sendBuffer(1 << 30).build(), Transport.TCP))
        .contains("receive buffer 8192 bytes granted of 8192")
        .containsPattern("send buffer [0-9]{5,9} bytes granted of 1073741824");
    assertThat(SystemGrants.of(ServerOptions.defaults(), Transport.TCP))
        .containsPattern("receive buffer [0-9]+ bytes by the system's choice");
    assertThat(SystemGrants.of(ServerOptions.defaults(), Transport.UDP))
        .containsPattern("receive buffer [0-9]+ bytes granted of 4194304");
  }

  @Test
  void knowsNoBacklogOfDatagrams() throws Exception {
    var options = ServerOptions.defaults().toBuilder().receiveBuffer(8192).build();
    try (var socket = new DatagramSocket(null)) {
      assertThat(SystemGrants.of(options, Transport.UDP))
          .isEqualTo(
              "receive buffer 8192 bytes granted of 8192, send buffer %d bytes by the system's choice"
                  .formatted(socket.getSendBufferSize()));
    }
    assertThat(SystemGrants.of(options.toBuilder().sendBuffer(1 << 30).build(), Transport.UDP))
        .containsPattern("send buffer [0-9]{5,9} bytes granted of 1073741824");
  }
}
