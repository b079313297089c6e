// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * An ERROR that is expected, with whatever reason (rule R0.4).
 *
 * @param code the code that it must have
 * @param id the id that it must have
 */
record ErrorExpectation(int code, int id) {

  private static final int LARGEST = 256;

  boolean isMetBy(WireFrame frame) {
    return frame.errorCode() == code
        && frame.id() == id
        && frame.payload().length <= LARGEST
        && isUtf8(frame.payload());
  }

  /** Returns what is expected, and speaks of an ERROR's limits only where they may be broken. */
  String beside(Bytes actual) {
    String expected = "ERROR %s with %s".formatted(Names.code(code), Names.id(id));
    boolean error = actual.hasHeader() && actual.type() == WireFrame.ERROR && actual.id() == id;
    return error ? expected + ", of 256 bytes at most, its reason in UTF-8" : expected;
  }

  /** Returns the ERROR of this code and id that is most like what came. */
  Bytes likeliest(Bytes actual) {
    boolean error = actual.length() > WireFrame.HEADER_BYTES && actual.type() == WireFrame.ERROR;
    byte[] payload = error ? actual.payload() : new byte[1];
    payload[0] = (byte) code;
    return new Bytes(new WireFrame(WireFrame.ERROR, id, payload).bytes());
  }

  private static boolean isUtf8(byte[] error) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(error, 1, error.length - 1));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
