// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.failure;

import dev.parley.conformance.wire.Bytes;
import dev.parley.conformance.wire.Evidence;
import dev.parley.conformance.wire.Received;
import dev.parley.conformance.wire.Transcript;
import dev.parley.conformance.wire.WireFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was sent and what came, for causes to be read from. */
abstract class CausesCase {

  static final byte[] PAYLOAD = bytes(0x10, 0x83, 0x35, 0x47, 0x59, 0x6B, 0x7D, 0x0F);
  static final WireFrame REQUEST = WireFrame.echo(0x01020304, PAYLOAD);
  static final Received.Nothing NOTHING = new Received.Nothing(0, 5000, 0);
  static final Received.End END = new Received.End(0, 0);
  static final Received.Reset RESET = new Received.Reset(0, 0);

  final Transcript transcript = new Transcript();
  final Transcript other = new Transcript();

  List<String> after(Received afterEnd) {
    var evidence =
        new Evidence(
            new Bytes(REQUEST.reply().bytes()), Bytes.NONE, NOTHING, false, afterEnd, transcript);
    return Causes.of(evidence, List.of());
  }

  List<String> differing(int... actual) {
    return differing(bytes(actual));
  }

  List<String> differing(byte[] actual) {
    return causes(actual, null);
  }

  List<String> causes(byte[] actual, @Nullable Received stop) {
    return causes(new Bytes(REQUEST.reply().bytes()), new Bytes(actual), stop);
  }

  List<String> causes(Bytes expected, Bytes actual, @Nullable Received stop) {
    return Causes.of(new Evidence(expected, actual, stop, false, null, transcript), List.of(other));
  }

  void send(WireFrame frame) {
    record(transcript, frame.bytes());
  }

  static void record(Transcript transcript, byte[] bytes) {
    transcript.sent(0, bytes, 0, bytes.length);
  }

  static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
