// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.record;

import dev.parley.trace.model.RecordingReader;
import dev.parley.trace.model.Timeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Records a style in a process of its own, which sees as many processors as it is told: how many
 * loops, carriers and threads of a group a server has hangs on that.
 */
public final class RecordingProcess {

  private static final long LONGEST_SECONDS = 60;

  private final int processors;

  /** Makes a process of that many processors possible; none is started yet. */
  public RecordingProcess(int processors) {
    this.processors = processors;
  }

  /**
   * Records a style. Blocks for a few seconds, a minute at most.
   *
   * @param style its name
   * @param file where the recording goes
   * @throws IOException if it cannot be recorded; the message says why in one line
   */
  public Timeline record(String style, Path file) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command(style, file)).redirectErrorStream(true).start();
    try (var said = process.inputReader()) {
      if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) { // blocks
        throw new IOException("%s took too long".formatted(style));
      }
      if (process.exitValue() != 0) {
        String last = said.lines().reduce("it says nothing", (before, line) -> line);
        throw new IOException("%s cannot be recorded: %s".formatted(style, last));
      }
    } finally {
      process.destroyForcibly();
    }
    return RecordingReader.read(file);
  }

  private List<String> command(String style, Path file) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:ActiveProcessorCount=" + processors,
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        Recorder.class.getName(),
        style,
        file.toString());
  }
}
