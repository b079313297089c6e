// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

/**
 * How a frame lies in memory (PROTOCOL.md, section 0). All integers are big-endian and unsigned.
 *
 * <pre>
 *  0               4       5               9
 *  +---------------+-------+---------------+----------------------+
 *  | length  u32   |type u8|    id  u32    | payload, length bytes|
 *  +---------------+-------+---------------+----------------------+
 * </pre>
 *
 * An ECHO of {@code "hi"} with id 7 is {@code 00 00 00 02 01 00 00 00 07 68 69}; its reply differs
 * in one bit: {@code 00 00 00 02 81 00 00 00 07 68 69}.
 */
public final class Frame {

  /** Bytes before the payload: length, type and id. */
  public static final int HEADER_BYTES = 9;

  /** The largest maximum payload, in bytes, that a server may be configured with. */
  public static final int LARGEST_MAXIMUM_PAYLOAD = 16_777_216;

  /** The maximum payload of a server that is not told another, in bytes. */
  public static final int DEFAULT_MAXIMUM_PAYLOAD = 1_048_576;

  /** The largest payload, in bytes, that one UDP datagram over IPv4 can carry as a frame. */
  public static final int LARGEST_DATAGRAM_PAYLOAD = 65_498;

  static final int TYPE_OFFSET = 4;
  static final int ID_OFFSET = 5;

  private Frame() {}
}
