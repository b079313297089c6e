// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import dev.parley.nio.Link;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A server's link that stays for a while when TLS fails: behind its alert it discards input, within
 * the bounds of rule R7.3, and only then fails. A close with unread input is a reset, and a reset
 * can overtake the alert, which is all that the peer is told.
 *
 * <p>Belongs to the loop's thread; nothing blocks.
 */
final class AlertLink implements Link {

  /** Between the 500 ms at least and the 1 s at most of rule R7.3. */
  private static final long LINGER_MILLIS = 600;

  /** Between the 256 KiB at least and the 1 MiB at most of rule R7.3. */
  private static final int LARGEST_DISCARD = 512 * 1024;

  private final Link link;
  private final SocketChannel channel;
  private final ByteBuffer scratch;
  private final Runnable goOn;
  private @Nullable SSLException failure;
  private long start;
  private int discarded;

  /**
   * Makes a link that does as another does, until that fails.
   *
   * @param scratch for what is discarded
   * @param goOn to be run when the time is over
   */
  AlertLink(Link link, SocketChannel channel, ByteBuffer scratch, Runnable goOn) {
    this.link = link;
    this.channel = channel;
    this.scratch = scratch;
    this.goOn = goOn;
  }

  @Override
  public boolean isOpen() {
    return link.isOpen();
  }

  @Override
  public boolean handshake() throws IOException {
    if (failure == null) {
      try {
        return link.handshake();
      } catch (SSLException e) {
        stay(e);
      }
    }
    discard();
    return false;
  }

  @Override
  public int read(ByteBuffer room) throws IOException {
    if (failure == null) {
      int before = room.position();
      try {
        return link.read(room);
      } catch (SSLException e) {
        room.position(before);
        stay(e);
      }
    }
    discard();
    return 0;
  }

  private void stay(SSLException e) {
    failure = e;
    start = System.nanoTime();
    CompletableFuture.delayedExecutor(LINGER_MILLIS, TimeUnit.MILLISECONDS).execute(goOn);
  }

  private void discard() throws IOException {
    boolean told = link.endOutput();
    int count = channel.read(scratch.clear());
    discarded += count;
    long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    if ((count < 0 && told) || discarded >= LARGEST_DISCARD || waited >= LINGER_MILLIS) {
      throw Objects.requireNonNull(failure);
    }
  }

  /** Nothing can be said any more: what was to be sent goes nowhere. */
  @Override
  public int write(ByteBuffer bytes) throws IOException {
    if (failure == null) {
      return link.write(bytes);
    }
    bytes.position(bytes.limit());
    return 0;
  }

  @Override
  public int flush() throws IOException {
    return link.flush();
  }

  @Override
  public boolean isFlushed() {
    return link.isFlushed();
  }

  @Override
  public boolean endOutput() throws IOException {
    return link.endOutput();
  }

  /** First the alert has to be sent; from then on there is only input, to the end of it. */
  @Override
  public int interest(int wanted) {
    if (failure == null) {
      return link.interest(wanted);
    }
    return link.isFlushed() ? SelectionKey.OP_READ : SelectionKey.OP_WRITE;
  }
}
