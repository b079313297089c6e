// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.datagram;

/** One mistake of the server. */
public enum DatagramFault {
  NONE,
  ID_NOT_COPIED,
  REQUEST_TYPE_BACK,
  /** Answers every type, those of replies too. */
  REFLECTS,
  ANSWERS_WITH_ERROR,
  /** Looks at the bytes that it reads about only, and not at how many came. */
  TRUSTS_THE_LENGTH,
  IGNORES_WHAT_IS_BEHIND,
  /** A buffer that has just room for the largest legal datagram. */
  EXACT_BUFFER,
  SMALL_BUFFER,
  SHRINKING_PACKET,
  /** Answers from a buffer that the next datagram fills meanwhile. */
  WHOLE_BUFFER_BACK,
  DIES_OF_SHORT,
  DIES_OF_ICMP,
  REMEMBERS,
  NO_DELAY,
  DELAY_IN_LOOP,
  ONE_DELAY_AT_A_TIME,
  ANY_DELAY,
  UNBOUNDED_NUMBER,
  /** Makes room for a DELAY by forgetting the one that is due next. */
  EVICTS_WHO_WAITS,
  /** Looks at the option only, and not at what a datagram may carry. */
  NO_LARGEST_PAYLOAD,
  UNBOUNDED_BYTES,
  ANOTHER_ADDRESS,
  SPINS,
  STOP_DROPS_DELAYS,
  STOP_RECEIVES_ON,
  STOP_WAITS_FOR_EVER,
  KEEPS_PORT,
  SHARES_PORT,
  BIND_ERROR_WITHOUT_ADDRESS,
  STARTS_TWICE,
  SECOND_CLOSE_RETURNS_AT_ONCE,
  LEAVES_THREAD
}
