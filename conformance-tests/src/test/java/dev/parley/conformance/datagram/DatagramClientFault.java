// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.datagram;

/** One mistake of the client. */
public enum DatagramClientFault {
  NONE,
  TIMEOUT_WITHOUT_NAME,
  TIMEOUT_FOR_EACH_TRY,
  /** Its socket is not connected, so that the system tells it nothing. */
  REFUSED_IS_A_TIMEOUT,
  TAKES_ANY_ID,
  TAKES_STRANGERS,
  NO_RETRANSMISSION,
  SAME_INTERVAL,
  NEW_ID_EACH_TIME,
  SENDS_WHAT_FITS
}
