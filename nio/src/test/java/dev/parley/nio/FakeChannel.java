// SPDX-License-Identifier: Apache-2.0

package dev.parley.nio;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * A channel that gives and takes as many bytes as the test wants, which no kernel does on demand.
 */
final class FakeChannel {

  /** Keeps no list of its calls: a frame that drips makes thousands. */
  final SocketChannel channel = mock(SocketChannel.class, withSettings().stubOnly());

  final Link link = new PlainLink(channel);
  final ByteArrayOutputStream taken = new ByteArrayOutputStream();

  /** How many bytes the next writes take all together, and one write at most. */
  int room = Integer.MAX_VALUE;

  int roomPerWrite = Integer.MAX_VALUE;

  int writes;
  int largestWrite;
  private ByteBuffer given = ByteBuffer.allocate(0);

  FakeChannel() throws IOException {
    when(channel.read(any(ByteBuffer.class))).thenAnswer(call -> read(call.getArgument(0)));
    when(channel.write(any(ByteBuffer.class))).thenAnswer(call -> write(call.getArgument(0)));
  }

  /** Has these bytes to be read. */
  void give(byte[] bytes) {
    given = ByteBuffer.wrap(bytes);
  }

  int unread() {
    return given.remaining();
  }

  private int read(ByteBuffer to) {
    int count = Math.min(to.remaining(), given.remaining());
    to.put(given.slice(given.position(), count));
    given.position(given.position() + count);
    return count;
  }

  private int write(ByteBuffer from) {
    largestWrite = Math.max(largestWrite, from.remaining());
    int count = Math.min(from.remaining(), Math.min(room, roomPerWrite));
    byte[] bytes = new byte[count];
    from.get(bytes);
    taken.writeBytes(bytes);
    room -= count;
    writes++;
    return count;
  }
}
