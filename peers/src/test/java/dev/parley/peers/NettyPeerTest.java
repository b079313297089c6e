// SPDX-License-Identifier: Apache-2.0

package dev.parley.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.protocol.FrameEncoder;
import dev.parley.protocol.FrameType;
import io.netty.channel.epoll.Epoll;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class NettyPeerTest {

  private static final Map<String, String> FREE_PORT = Map.of("PARLEY_PORT", "0");

  @ParameterizedTest
  @ValueSource(strings = {"netty-nio", "netty-epoll"})
  void answersEchoes(String name) throws IOException {
    assumeTrue(name.equals("netty-nio") || Epoll.isAvailable(), "there is no epoll here");
    try (NettyPeer peer = NettyPeer.start(name, FREE_PORT);
        var client = new Client(peer)) {
      client.send(FrameType.ECHO, 1, new byte[] {5});
      client.send(FrameType.ECHO, 2, new byte[70_000]);

      assertThat(client.receive(1)).startsWith(0, 0, 0, 1, 0x81, 0, 0, 0, 1, 5);
      assertThat(client.receive(70_000)).startsWith(0, 1, 0x11, 0x70, 0x81, 0, 0, 0, 2, 0);
    }
  }

  @Test
  void answersADelayWhenItHasPassed() throws IOException {
    try (NettyPeer peer = NettyPeer.start("netty-nio", FREE_PORT);
        var client = new Client(peer)) {
      long begin = System.nanoTime();
      client.send(FrameType.DELAY, 7, new byte[] {0, 0, 0, 100});

      assertThat(client.receive(4)).startsWith(0, 0, 0, 4, 0x82);
      assertThat(System.nanoTime() - begin).isGreaterThan(90_000_000L);
    }
  }

  @Test
  void endsWhatItDoesNotKnow() throws IOException {
    try (NettyPeer peer = NettyPeer.start("netty-nio", FREE_PORT);
        var client = new Client(peer)) {
      client.send(0x44, 1, new byte[0]);

      assertThat(client.in.read()).isEqualTo(-1);
    }
  }

  @Test
  void endsAFrameThatIsTooLarge() throws IOException {
    try (NettyPeer peer =
            NettyPeer.start("netty-nio", Map.of("PARLEY_PORT", "0", "PARLEY_MAX_PAYLOAD", "10"));
        var client = new Client(peer)) {
      client.send(FrameType.ECHO, 1, new byte[11]);

      assertThat(client.in.read()).isEqualTo(-1);
    }
  }

  /** A client of bytes. */
  private static final class Client implements AutoCloseable {

    private final Socket socket;
    private final DataInputStream in;

    Client(NettyPeer peer) throws IOException {
      socket = new Socket(peer.address().getAddress(), peer.address().getPort());
      in = new DataInputStream(socket.getInputStream());
    }

    void send(int type, int id, byte[] payload) throws IOException {
      socket.getOutputStream().write(FrameEncoder.frame(type, id, payload).array());
    }

    int[] receive(int payload) throws IOException {
      byte[] bytes = in.readNBytes(9 + payload);
      int[] unsigned = new int[bytes.length];
      for (int i = 0; i < bytes.length; i++) {
        unsigned[i] = Byte.toUnsignedInt(bytes[i]);
      }
      return unsigned;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
