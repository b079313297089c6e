// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.stage.Task;
import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.WireFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A stream has no frames, only bytes: how they come in pieces or together says nothing. */
public interface FramingScenarios extends Conformance {

  /** Long enough for a server to take each piece by itself, as a slow network would bring it. */
  Duration PAUSE = Duration.ofMillis(4);

  /** Three frames byte by byte; then two frames in two pieces, cut at every place. */
  @Scenario(
      id = "F02",
      title = "every split",
      rules = {"R0.1", "R2.1", "R3.3"})
  default void f02_every_split(Stage stage) {
    RunningServer server = stage.server();
    List<Task> tasks = new ArrayList<>();
    tasks.add(() -> {
      List<WireFrame> frames = List.of(stage.echo(3), stage.echo(0), stage.echo(300));
      Probe probe = stage.connect(server);
      byte[] bytes = WireFrame.bytes(frames);
      probe.sendInPieces(Arrays.copyOf(bytes, 60), 1, PAUSE.dividedBy(2));
      probe.sendBytes(Arrays.copyOfRange(bytes, 60, bytes.length));
      probe.expect(replies(frames));
    });
    int size = 2 * (WireFrame.HEADER_BYTES + 6);
    for (int cut = 1; cut < size; cut++) {
      int at = cut;
      tasks.add(() -> sendInTwo(stage, stage.connect(server), at));
    }
    stage.sideBySide(tasks);
  }

  private static void sendInTwo(Stage stage, Probe probe, int cut) {
    WireFrame first = stage.echo(6);
    WireFrame second = stage.echo(6);
    byte[] bytes = WireFrame.bytes(List.of(first, second));
    boolean firstIsWhole = cut >= first.bytes().length;
    probe.sendBytes(Arrays.copyOf(bytes, cut));
    if (firstIsWhole) {
      probe.expect(first.reply());
    } else {
      probe.expectQuiet(PAUSE);
    }
    probe.sendBytes(Arrays.copyOfRange(bytes, cut, bytes.length));
    if (!firstIsWhole) {
      probe.expect(first.reply());
    }
    probe.expect(second.reply());
  }

  /** A thousand small frames in one write, and then nothing that could shake a reply loose. */
  @Scenario(
      id = "F03",
      title = "a burst of 1000 frames in one write",
      rules = {"R1.1", "R2.1"})
  default void f03_burst(Stage stage) {
    SplittableRandom random = stage.payloads().random(3);
    List<WireFrame> frames =
        IntStream.range(0, 1000).mapToObj(i -> stage.echo(random.nextInt(200))).toList();
    Probe probe = stage.connect(stage.server());
    stage.together(
        () -> probe.sendBytes(WireFrame.bytes(frames)), () -> probe.expect(replies(frames)));
    probe.expectQuiet(Timing.QUIET);
    probe.ask(stage.echo(10));
  }

  /** A client that ends, or vanishes, in the middle of a frame. */
  @Scenario(
      id = "F08",
      title = "an end in mid-frame",
      rules = {"R5.2", "R10.1"})
  default void f08_end_in_mid_frame(Stage stage) {
    RunningServer server = stage.server();
    byte[] half = Arrays.copyOf(stage.echo(100).bytes(), WireFrame.HEADER_BYTES + 50);
    stage.sideBySide(
        List.of(
            () -> endAfter(stage.connect(server), half),
            () -> endAfter(stage.connect(server), Arrays.copyOf(half, 2)),
            () -> endAfter(stage.connect(server), Arrays.copyOf(half, WireFrame.HEADER_BYTES)),
            () -> {
              Probe probe = stage.connect(server);
              probe.ask(stage.echo(10));
              probe.sendBytes(half);
              probe.reset();
            }));
  }

  private static void endAfter(Probe probe, byte[] bytes) {
    probe.sendBytes(bytes);
    probe.end();
    probe.expectEnd();
  }

  /** All but the last byte of a request, good or bad; then that byte, or the end. */
  @Scenario(
      id = "F18",
      title = "no answer before the frame is complete",
      rules = {"R3.3", "R5.2"})
  default void f18_incomplete(Stage stage) {
    RunningServer server = stage.server();
    WireFrame echo = stage.echo(50);
    WireFrame unknown = new WireFrame(0x20, 7, stage.payloads().bytes(7, 50));
    WireFrame tooShort = new WireFrame(WireFrame.DELAY, 8, new byte[3]);
    List<Task> tasks = new ArrayList<>();
    tasks.add(() -> sendLate(stage.connect(server), echo).expect(echo.reply()));
    tasks.add(() -> sendLate(stage.connect(server), unknown).expectError(Code.UNKNOWN_TYPE, 7));
    tasks.add(() -> sendLate(stage.connect(server), tooShort).expectError(Code.BAD_REQUEST, 8));
    for (WireFrame frame : List.of(echo, unknown, tooShort)) {
      tasks.add(() -> endAfter(stage.connect(server), allButOne(frame)));
    }
    stage.sideBySide(tasks);
  }

  private static Probe sendLate(Probe probe, WireFrame frame) {
    byte[] bytes = frame.bytes();
    probe.sendBytes(allButOne(frame));
    probe.expectQuiet(Timing.QUIET);
    probe.sendBytes(Arrays.copyOfRange(bytes, bytes.length - 1, bytes.length));
    return probe;
  }

  private static byte[] allButOne(WireFrame frame) {
    byte[] bytes = frame.bytes();
    return Arrays.copyOf(bytes, bytes.length - 1);
  }

  private static List<WireFrame> replies(List<WireFrame> requests) {
    return requests.stream().map(WireFrame::reply).toList();
  }
}
