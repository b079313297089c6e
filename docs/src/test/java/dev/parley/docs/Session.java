// SPDX-License-Identifier: Apache-2.0

package dev.parley.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The shell in which the commands of one page run, one after the other, as a reader would type
 * them. Every 7700 is another port here, a free one, so that the reader's own server is not in the
 * way. What was started with {@code &} is ended when the session is closed.
 */
final class Session implements AutoCloseable {

  /** How long a command may take. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** How long the servers may take to end when they are told to. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final String DEFAULT_PORT = "7700";
  private static final String END = "\u0001end of output";

  /** Commands come on another descriptor, so that no command can read the next one as its input. */
  private static final String LOOP =
      """
      exec 3<&0 </dev/null
      status=0
      while IFS= read -r -d '' command <&3; do
        (exit $status); eval "$command"
        status=$?
        printf '\\n%s\\n' '$END'
      done
      running=$(jobs -p)
      [ -z "$running" ] || kill $running
      wait
      """
          .replace("$END", END);

  private final Process shell;
  private final Writer commands;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final String port = Integer.toString(Ports.free());

  Session(Path directory) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "--noprofile", "--norc", "-c", LOOP)
            .directory(directory.toFile())
            .redirectErrorStream(true);
    prepare(builder.environment());
    shell = builder.start();
    commands = shell.outputWriter(UTF_8);
    Thread.ofVirtual().start(this::readLines);
  }

  /** A page's {@code java} is the one that runs this; its variables are none of the caller's. */
  private void prepare(Map<String, String> environment) {
    environment.keySet().removeIf(name -> name.matches("PARLEY_.*|.*JAVA.*_OPTIONS"));
    environment.put("PARLEY_PORT", port);
    environment.put("PARLEY_TARGET", "tcp://127.0.0.1:" + port);
    environment.put("LC_ALL", "C.UTF-8");
    environment.merge(
        "PATH",
        System.getProperty("java.home") + "/bin",
        (path, java) -> java + File.pathSeparator + path);
  }

  /** Returns a text of the page with this session's port in it. */
  String withPort(String text) {
    return text.replace(DEFAULT_PORT, port);
  }

  /**
   * Runs a command and returns what it printed. Blocks until it ends; one that starts a server,
   * until that listens.
   *
   * @throws IOException if it takes too long
   */
  List<String> run(Step step) throws IOException, InterruptedException {
    commands.write(withPort(step.command()) + '\0');
    commands.flush();
    List<String> output = readUntil(END::equals);
    output.removeLast();
    if (!output.isEmpty() && output.getLast().isEmpty()) {
      output.removeLast();
    }
    if (step.startsServer() && output.stream().noneMatch(Session::listens)) {
      output.addAll(readUntil(Session::listens));
    }
    output.replaceAll(line -> line.replace(port, DEFAULT_PORT));
    return output;
  }

  private static boolean listens(String line) {
    return line.startsWith("LISTENING ");
  }

  private List<String> readUntil(Predicate<String> last) throws IOException, InterruptedException {
    List<String> read = new ArrayList<>();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    do {
      String line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS); // blocks
      if (line == null) {
        throw new IOException("not done after %d s; so far: %s".formatted(LIMIT.toSeconds(), read));
      }
      read.add(line);
    } while (!last.test(read.getLast()));
    return read;
  }

  private void readLines() {
    try (BufferedReader output =
        new BufferedReader(new InputStreamReader(shell.getInputStream(), UTF_8))) {
      output.lines().forEach(lines::add);
    } catch (IOException e) {
      lines.add(e.toString());
    }
  }

  @Override
  public void close() throws IOException {
    List<ProcessHandle> started = shell.descendants().toList();
    commands.close();
    shell
        .onExit()
        .completeOnTimeout(shell, PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .join(); // blocks
    shell.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
  }
}
