// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import dev.parley.nio.Link;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLException;

/**
 * A {@link TlsEngine} over a channel. Records lie in buffers that all links of a loop share, as
 * frames do; a link keeps only half a record that came, and records that the system did not take.
 *
 * <p>Nothing that came is left lying here, since no selector tells of it: a read decrypts all whole
 * records, for which the caller's room is always enough.
 *
 * <p>Belongs to the loop's thread, but for the tasks, which run elsewhere while nothing else is
 * done here.
 */
final class TlsLink implements Link {

  /** How much to read at once in a handshake, in bytes: data behind it has to fit one read. */
  private static final int HANDSHAKE_READ = 16 * 1024;

  private final SocketChannel channel;
  private final TlsEngine engine;
  private final Buffers buffers;
  private final Executor tasks;
  private final Runnable goOn;
  private final RecordSender sender;
  private ByteBuffer unread = Buffers.NOTHING;
  private boolean open;
  private boolean outputEnded;
  private boolean hasMore;
  private volatile boolean working;

  /**
   * Makes a link that is not open.
   *
   * @param tasks runs what takes long, on threads of its own
   * @param goOn to be run when that is done
   */
  TlsLink(SocketChannel channel, TlsEngine engine, Buffers buffers, Executor tasks, Runnable goOn) {
    this.channel = channel;
    this.engine = engine;
    this.buffers = buffers;
    this.tasks = tasks;
    this.goOn = goOn;
    this.sender = new RecordSender(channel);
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public boolean handshake() throws IOException {
    flush();
    if (!working && isFlushed()) {
      ByteBuffer received = buffers.received.clear().put(unread).flip();
      try {
        advance(received);
      } catch (SSLException e) {
        throw afterAlert(e);
      } finally {
        unread = Buffers.kept(received);
      }
    }
    return open;
  }

  /** Follows the engine until the channel has no more, or takes no more, or a task has to run. */
  private void advance(ByteBuffer received) throws IOException {
    boolean more = true;
    while (more) {
      ByteBuffer toSend = buffers.toSend.clear();
      TlsEngine.Need need = engine.handshake(received, toSend);
      sender.send(toSend);
      switch (need) {
        case INPUT -> more = isFlushed() && readMore(received);
        case ROOM -> more = isFlushed();
        case TASK -> {
          runTasks();
          more = false;
        }
        case NOTHING -> {
          open = true;
          more = false;
        }
      }
    }
  }

  private boolean readMore(ByteBuffer received) throws IOException {
    received.compact();
    received.limit(received.position() + HANDSHAKE_READ);
    int count = channel.read(received);
    received.flip();
    if (count < 0) {
      throw TlsEngine.truncated();
    }
    return count > 0;
  }

  /** A loop has thousands of others to serve while this one's key signs. */
  private void runTasks() {
    working = true;
    tasks.execute(() -> {
      engine.runTasks();
      working = false;
      goOn.run();
    });
  }

  @Override
  public int read(ByteBuffer room) throws IOException {
    sender.flushIfPossible();
    if (engine.inputEnded()) {
      return -1;
    }
    if (engine.owesAnswer() && !isFlushed()) {
      return 0; // who does not read our answers is not read
    }
    ByteBuffer received = buffers.received.clear().put(unread);
    received.limit(Math.clamp(room.remaining(), received.position(), received.capacity()));
    int count = channel.read(received);
    int before = room.position();
    decrypt(received.flip(), room);
    int data = room.position() - before;
    if (data > 0) {
      return data;
    }
    if (engine.inputEnded()) {
      return -1;
    }
    if (count < 0) {
      throw TlsEngine.truncated();
    }
    return 0;
  }

  private void decrypt(ByteBuffer received, ByteBuffer room) throws IOException {
    ByteBuffer toSend = isFlushed() ? buffers.toSend.clear() : Buffers.NOTHING;
    try {
      hasMore = !engine.decrypt(received, room, toSend);
    } catch (SSLException e) {
      throw afterAlert(e);
    } finally {
      unread = Buffers.kept(received);
    }
    sender.send(toSend);
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    int count = flush();
    while (bytes.hasRemaining() && isFlushed()) {
      ByteBuffer toSend = buffers.toSend.clear();
      engine.encrypt(bytes, toSend);
      count += sender.send(toSend);
    }
    return count;
  }

  @Override
  public int flush() throws IOException {
    return sender.flush();
  }

  @Override
  public boolean isFlushed() {
    return sender.isFlushed();
  }

  @Override
  public boolean endOutput() throws IOException {
    flush();
    if (!isFlushed()) {
      return false;
    }
    if (!outputEnded) {
      outputEnded = true;
      ByteBuffer toSend = buffers.toSend.clear();
      engine.closeOutput(toSend);
      sender.send(toSend);
    }
    if (isFlushed()) {
      channel.shutdownOutput();
    }
    return isFlushed();
  }

  /** The engine has an alert ready that tells the peer what was wrong; a connection ends by it. */
  private SSLException afterAlert(SSLException failure) {
    try {
      endOutput();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  /**
   * While tasks run, nothing; while records wait to be sent, room for them; and where there is more
   * to be read of which the channel knows nothing, such as the peer's end, what comes at once.
   */
  @Override
  public int interest(int wanted) {
    if (working || wanted == 0) {
      return 0;
    }
    if (isFlushed()) {
      return engine.inputEnded() || hasMore ? wanted | SelectionKey.OP_WRITE : wanted;
    }
    boolean sendFirst = !open || engine.inputEnded() || engine.owesAnswer();
    return sendFirst ? SelectionKey.OP_WRITE : wanted | SelectionKey.OP_WRITE;
  }
}
