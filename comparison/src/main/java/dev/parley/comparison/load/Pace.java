// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.load;

import java.util.function.LongConsumer;

/** When a request is due. Belongs to one thread. */
interface Pace {

  /** Begins at that time. */
  void begin(long now);

  /** Returns which of the connections has one more request due by now; -1: none has. */
  int next(long now);

  /** Ends at that time: what is due by then and was not sent for want of time is waited for too. */
  default void end(long now) {
    int next;
    do {
      next = next(now);
    } while (next >= 0);
  }

  /** Returns how many requests are to be sent on a connection now. */
  int due(Flow flow);

  /** Returns from when on the next reply of a connection is waited for. */
  long since(Flow flow);

  /** Tells of each request that is due and has no answer since when it waits. */
  void waiting(Flow flow, LongConsumer since);

  /** Returns for how many milliseconds there is nothing to do without a reply; 0: look again. */
  long rest(long now);

  /** As many requests without an answer as may be: the next ones follow replies. */
  final class Closed implements Pace {

    private final int depth;

    Closed(int depth) {
      this.depth = depth;
    }

    @Override
    public void begin(long now) {}

    @Override
    public int next(long now) {
      return -1;
    }

    /** Half a window together: one write for many, as a client that pipelines does. */
    @Override
    public int due(Flow flow) {
      int inFlight = flow.inFlight();
      return inFlight <= depth / 2 ? depth - inFlight : 0;
    }

    @Override
    public long since(Flow flow) {
      return flow.oldest();
    }

    /** None is due before the one before it is answered. */
    @Override
    public void waiting(Flow flow, LongConsumer since) {}

    @Override
    public long rest(long now) {
      return 100;
    }
  }

  /** One request after the other at a fixed rate, on each connection in turn, come what may. */
  final class Open implements Pace {

    private static final double NANOS = 1e9;
    private static final long MILLISECOND = 1_000_000;

    private final double interval;
    private final int depth;
    private final long[] wanted;
    private long begin;
    private long count;

    Open(double rate, int connections, int depth) {
      this.interval = NANOS / rate;
      this.depth = depth;
      this.wanted = new long[connections];
    }

    @Override
    public void begin(long now) {
      begin = now;
    }

    @Override
    public int next(long now) {
      if (intended(count) > now) {
        return -1;
      }
      int connection = (int) (count++ % wanted.length);
      wanted[connection]++;
      return connection;
    }

    @Override
    public int due(Flow flow) {
      return (int) Math.min(wanted[flow.index] - flow.sent(), depth - flow.inFlight());
    }

    /** From when it should have been sent: who waits for the server waits from then on. */
    @Override
    public long since(Flow flow) {
      return intended(flow, flow.answered());
    }

    @Override
    public void waiting(Flow flow, LongConsumer since) {
      for (long number = flow.answered(); number < wanted[flow.index]; number++) {
        since.accept(intended(flow, number));
      }
    }

    private long intended(Flow flow, long number) {
      return intended(number * wanted.length + flow.index);
    }

    private long intended(long number) {
      return begin + (long) (number * interval);
    }

    /**
     * A selector is late by up to a millisecond or so: near the time it is asked, not waited for.
     */
    @Override
    public long rest(long now) {
      return Math.max(0, (intended(count) - now) / MILLISECOND - 1);
    }
  }
}
