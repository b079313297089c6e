// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.load;

/** What is on its way on one connection. Belongs to one thread. */
class Flow {

  /** Which of the connections this is, from 0. */
  final int index;

  private final long[] sentAt;
  private long sent;
  private long answered;

  Flow(int index, int depth) {
    this.index = index;
    this.sentAt = new long[depth];
  }

  /** Returns how many requests have no answer yet. */
  final int inFlight() {
    return (int) (sent - answered);
  }

  /** Returns how many requests were sent. */
  final long sent() {
    return sent;
  }

  /** Returns how many replies have come. */
  final long answered() {
    return answered;
  }

  /** Counts requests that are sent now. */
  final void send(int count, long now) {
    for (int i = 0; i < count; i++) {
      sentAt[(int) (sent++ % sentAt.length)] = now;
    }
  }

  /** Returns when the request was sent whose answer is the next one to come. */
  final long oldest() {
    return sentAt[(int) (answered % sentAt.length)];
  }

  /** Counts a reply. */
  final void answer() {
    answered++;
  }

  /** Gives up what has no answer; returns how many. */
  final int giveUp() {
    int lost = inFlight();
    answered = sent;
    return lost;
  }
}
