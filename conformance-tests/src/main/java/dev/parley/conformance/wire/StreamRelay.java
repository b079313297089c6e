// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import dev.parley.conformance.verdict.HarnessFault;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A way between one client and one server on which bytes are cut anew: one by one, in the middle of
 * a header, several frames at once. With a referee it takes whole frames, has them judged and cuts
 * those, and ends the conversation at the first breach; without one, where nobody can look inside,
 * it cuts whatever comes.
 */
public final class StreamRelay implements AutoCloseable {

  private final InetSocketAddress server;
  private final Payloads cuts;
  private final @Nullable StreamReferee referee;
  private final Duration patience;
  private final ServerSocket front;
  private final Transcript transcript = Transcript.ofOthers(false);
  private final List<Closeable> open = new CopyOnWriteArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(2);
  private final AtomicReference<@Nullable RuntimeException> broken = new AtomicReference<>();
  private volatile boolean closed;

  /**
   * Listens on a free port of the loopback address, for one client.
   *
   * @param cuts where the cuts are drawn from
   * @param referee who judges; null where nobody can
   * @param patience how long to wait for an end that is due
   */
  public StreamRelay(
      InetSocketAddress server, Payloads cuts, @Nullable StreamReferee referee, Duration patience) {
    this.server = server;
    this.cuts = cuts;
    this.referee = referee;
    this.patience = patience;
    try {
      front = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new HarnessFault("the suite cannot open a relay", e);
    }
    open.add(front);
    inAThread(this::accept);
  }

  /** Returns where the client finds it. */
  public InetSocketAddress address() {
    return (InetSocketAddress) front.getLocalSocketAddress();
  }

  /** Returns the record of all that passed; without a referee, only of what else happened. */
  public Transcript transcript() {
    return transcript;
  }

  /**
   * Waits until both sides, of which the client is closed, have ended.
   *
   * @return false if one has not within the patience, which is a breach
   */
  public boolean awaitEnd() {
    try {
      boolean inTime = ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (!inTime && referee != null) {
        referee.endless();
      }
      return inTime;
    } catch (InterruptedException e) {
      throw new HarnessFault("interrupted while a conversation ended", e);
    }
  }

  /** Ends the conversation, if it has not ended. */
  @Override
  public void close() {
    closed = true;
    for (Closeable socket : open) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new HarnessFault("the suite could not close a relay", e);
      }
    }
  }

  private static void inAThread(Runnable task) {
    Thread.ofPlatform().daemon().name("parley-suite-relay").start(task);
  }

  private void accept() {
    try {
      TcpLink client = keep(new TcpLink(front.accept())); // blocks
      transcript.did("connected, " + client);
      TcpLink service = keep(connect());
      transcript.saw("connected, " + service);
      inAThread(() -> pass(passage(service, client, Breach.Side.SERVER)));
      pass(passage(client, service, Breach.Side.CLIENT));
    } catch (IOException e) {
      // Closed before a client came, or no server is there.
      close();
    }
  }

  private TcpLink connect() throws IOException {
    try {
      return TcpLink.connect(server, 0, patience);
    } catch (IOException e) {
      if (referee != null) {
        referee.unreachable(String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  private TcpLink keep(TcpLink link) throws IOException {
    open.add(link);
    link.sendAtOnce();
    if (closed) {
      link.close();
    }
    return link;
  }

  private Passage passage(Link from, Link to, Breach.Side speaker) {
    boolean ofClient = speaker == Breach.Side.CLIENT;
    Witness spoken = ofClient ? transcript.client() : transcript;
    Witness eventsAlone = Witness.of(spoken::saw);
    // The server's failures are read off what reached it, piece by piece, and what it said to that.
    boolean seen = referee != null;
    var inbox = new Inbox(from, seen && !ofClient ? spoken : eventsAlone);
    var cutter = new Cutter(cuts.random(ofClient ? 1 : 2));
    return new Passage(inbox, to, cutter, judge(speaker), seen && ofClient ? spoken : eventsAlone);
  }

  private Judge judge(Breach.Side speaker) {
    if (referee == null) {
      return Judge.NOBODY;
    }
    return speaker == Breach.Side.CLIENT ? referee.ofClient() : referee.ofServer();
  }

  private void pass(Passage passage) {
    try {
      passage.run();
      if (referee != null && referee.breach().isPresent()) {
        close();
      }
    } catch (SocketException e) {
      // That side is gone, and the other is told when it is asked for more.
    } catch (IOException | RuntimeException e) {
      if (!closed) {
        broken.set(new HarnessFault("the suite's relay broke", e));
        close();
      }
    } finally {
      ended.countDown();
    }
  }

  /**
   * Proves that whatever went wrong was not the relay's own doing.
   *
   * @throws HarnessFault if it was
   */
  public void requireWhole() {
    RuntimeException fault = broken.get();
    if (fault != null) {
      throw fault;
    }
  }
}
