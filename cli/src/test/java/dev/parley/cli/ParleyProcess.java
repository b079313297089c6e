// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * The command as a process of its own. It writes to files: a pipe of Java's own may lose what is
 * read while the process ends.
 */
final class ParleyProcess implements AutoCloseable {

  private static final int SECONDS = 30;

  private final Path out;
  private final Path err;
  private final Process process;
  private int linesRead;

  private ParleyProcess(Path out, Path err, Process process) {
    this.out = out;
    this.err = err;
    this.process = process;
  }

  static ParleyProcess start(Map<String, String> environment, String... args) throws IOException {
    Path out = Files.createTempFile("parley", ".out");
    Path err = Files.createTempFile("parley", ".err");
    var builder = new ProcessBuilder(commandLine(args));
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PARLEY_"));
    builder.environment().putAll(environment);
    return new ParleyProcess(out, err, builder.start());
  }

  private static List<String> commandLine(String... args) {
    List<String> line = new ArrayList<>();
    line.add(Programs.java());
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    line.add(Parley.class.getName());
    line.addAll(List.of(args));
    return line;
  }

  /** Writes to its standard input. */
  void write(String text) {
    var in = new PrintStream(process.getOutputStream(), true, UTF_8);
    in.print(text);
    in.flush();
  }

  /** Ends its standard input. */
  void endInput() throws IOException {
    process.getOutputStream().close();
  }

  /** Waits for the next line on its standard output. */
  String readLine() {
    await().atMost(SECONDS, TimeUnit.SECONDS).until(() -> completeLines() > linesRead);
    return text(out).lines().toList().get(linesRead++);
  }

  /** Returns everything on its standard output so far. */
  String out() {
    return text(out);
  }

  /** Returns everything on its standard error so far. */
  String err() {
    return text(err);
  }

  /** Waits until its standard output has that text. */
  void awaitOnOut(String text) {
    await().atMost(SECONDS, TimeUnit.SECONDS).until(() -> out().contains(text));
  }

  /** Waits until its standard error has that text. */
  void awaitOnErr(String text) {
    await().atMost(SECONDS, TimeUnit.SECONDS).until(() -> err().contains(text));
  }

  /** Waits until it has started processes of its own, and returns them. */
  List<ProcessHandle> awaitDescendants() {
    await().atMost(SECONDS, TimeUnit.SECONDS).until(() -> process.descendants().count() > 0);
    return process.descendants().toList();
  }

  /** Sends a signal by its name. */
  void signal(String name) throws Exception {
    Assumptions.assumeFalse(
        name.equals("INT") && ignoresInterrupts(), "who started this run lets it ignore SIGINT");
    String id = Long.toString(process.pid());
    assertThat(new ProcessBuilder("kill", "-" + name, id).start().waitFor()).isZero();
  }

  /** Sends SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** Waits for its end and returns its exit code. */
  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("ended").isTrue();
    return process.exitValue();
  }

  private long completeLines() {
    return text(out).chars().filter(c -> c == '\n').count();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks it to end, so that it can end what it has started; kills it if it does not. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().completeOnTimeout(process, SECONDS, TimeUnit.SECONDS).join();
    process.destroyForcibly();
    process.onExit().join();
    delete(out);
    delete(err);
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A shell lets what it starts in the background ignore SIGINT, and whatever that starts, too. */
  private boolean ignoresInterrupts() throws IOException {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    if (!Files.exists(status)) {
      return false;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
  }
}
