// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** PROTOCOL.md, sections 0, 1, 3 and 4, once more: slow, plain, and without the code under test. */
final class Model {

  private static final int HEADER = 9;

  private final long maximumPayload;
  private final long maximumDelay;
  private final List<Reply> replies = new ArrayList<>();
  private final List<Long> delays = new ArrayList<>();

  private Model(ServerOptions options) {
    this.maximumPayload = options.maximumPayload();
    this.maximumDelay = options.maximumDelay().toMillis();
  }

  static Transcript of(ServerOptions options, byte[] input) {
    Model model = new Model(options);
    boolean ended = model.read(input);
    return new Transcript(model.replies, model.delays, ended);
  }

  private boolean read(byte[] input) {
    int at = 0;
    while (input.length - at >= HEADER) {
      long length = unsigned(input, at, 4);
      long id = unsigned(input, at + 5, 4);
      if (length > maximumPayload) {
        replies.add(Reply.error(id, 1));
        return true;
      }
      if (input.length - at - HEADER < length) {
        return false;
      }
      int end = at + HEADER + (int) length;
      request((int) unsigned(input, at + 4, 1), id, Arrays.copyOfRange(input, at + HEADER, end));
      at = end;
    }
    return false;
  }

  private void request(int type, long id, byte[] payload) {
    switch (type) {
      case 1 -> replies.add(Reply.plain(0x81, id, payload));
      case 2 -> delay(id, payload);
      default -> replies.add(Reply.error(id, 2));
    }
  }

  private void delay(long id, byte[] payload) {
    if (payload.length < 4 || unsigned(payload, 0, 4) > maximumDelay) {
      replies.add(Reply.error(id, 3));
      return;
    }
    replies.add(Reply.plain(0x82, id, payload));
    long millis = unsigned(payload, 0, 4);
    if (millis > 0) {
      delays.add(millis);
    }
  }

  private static long unsigned(byte[] bytes, int from, int count) {
    return new BigInteger(1, Arrays.copyOfRange(bytes, from, from + count)).longValueExact();
  }
}
