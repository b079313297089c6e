// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.load;

import dev.parley.comparison.model.Bystander.Neighbour;
import dev.parley.comparison.model.Workload;
import dev.parley.protocol.Transport;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Loads one server. Belongs to one thread, but for {@link #stop}. */
public final class Generator {

  /** An open loop waits for at most so many replies on one connection, and then sends no more. */
  private static final int MOST_WAITING = 1_024;

  private static final int BYTES_WAITING = 1 << 20;

  private final Transport transport;
  private final InetSocketAddress address;
  private final Meter meter;
  private volatile @Nullable Window window;
  private volatile boolean stopped;

  /**
   * Makes one; nothing is opened yet.
   *
   * @param server the server's process, if it is on this machine and known
   */
  public Generator(Transport transport, InetSocketAddress address, @Nullable ProcessHandle server) {
    this.transport = transport;
    this.address = address;
    this.meter = new Meter(server == null ? null : new ProcessFigures(server));
  }

  /** Ends what runs, early. May be called by any thread. */
  public void stop() {
    stopped = true;
    Window running = window;
    if (running != null) {
      running.stop();
    }
  }

  /**
   * Runs one workload. Blocks until it is over.
   *
   * @throws IOException if the server cannot be reached or does not answer; the message says why
   */
  public LoadResult run(Workload workload, double warmSeconds, double measuredSeconds)
      throws IOException {
    var fresh = new Window(warmSeconds, measuredSeconds, meter);
    window = fresh;
    if (stopped) {
      fresh.stop();
    }
    if (transport == Transport.UDP) {
      runDatagrams(workload, fresh);
    } else if (workload.loop() == Workload.Loop.CHURN) {
      try (var dialer = new Dialer(transport, address)) {
        dialer.dialAndEcho().close();
        new ChurnLoop(dialer, fresh).run();
      }
    } else {
      runStreams(workload, fresh);
    }
    return fresh.result();
  }

  /** Runs one workload while others on the same server behave as they do. */
  public LoadResult runBeside(
      Neighbour manner, int neighbours, Workload workload, double warmSeconds, double measured)
      throws IOException {
    try (var dialer = new Dialer(transport, address)) {
      List<Wire> wires = dial(dialer, manner == Neighbour.NONE ? 0 : neighbours);
      try (var _ = new Neighbours(manner, wires)) {
        return run(workload, warmSeconds, measured);
      }
    }
  }

  /** Returns a crowd that is to grow. */
  public Crowd crowd() throws IOException {
    return new Crowd(new Dialer(transport, address));
  }

  private void runDatagrams(Workload workload, Window fresh) throws IOException {
    int depth = depth(workload);
    var template = new Template(depth, workload.payload(), false);
    Pace pace = pace(workload, depth);
    try (var loop =
        new DatagramLoop(address, workload.connections(), depth, template, pace, fresh)) {
      loop.run();
    }
  }

  private void runStreams(Workload workload, Window fresh) throws IOException {
    int depth = depth(workload);
    try (var dialer = new Dialer(transport, address)) {
      List<Wire> idle = dial(dialer, workload.idle());
      try (Closeable _ = () -> Wire.closeAll(idle);
          var loop =
              new StreamLoop(
                  dial(dialer, workload.connections()),
                  new Template(depth, workload.payload(), dialer.verbatim()),
                  depth,
                  pace(workload, depth),
                  fresh)) {
        loop.run();
      }
    }
  }

  private List<Wire> dial(Dialer dialer, int count) throws IOException {
    List<Wire> wires = new ArrayList<>();
    try {
      while (wires.size() < count && !stopped) {
        wires.add(dialer.dialAndEcho());
      }
      return wires;
    } catch (IOException e) {
      Wire.closeAll(wires);
      String nth = wires.isEmpty() ? "" : " (connection " + (wires.size() + 1) + ")";
      throw new IOException(e.getMessage() + nth, e);
    }
  }

  private static int depth(Workload workload) {
    return workload.loop() == Workload.Loop.OPEN
        ? Math.clamp(BYTES_WAITING / (workload.payload() + 1), 1, MOST_WAITING)
        : workload.depth();
  }

  private static Pace pace(Workload workload, int depth) {
    Double rate = workload.rate();
    return workload.loop() == Workload.Loop.OPEN && rate != null
        ? new Pace.Open(rate, workload.connections(), depth)
        : new Pace.Closed(depth);
  }
}
