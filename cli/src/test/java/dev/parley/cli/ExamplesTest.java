// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static dev.parley.cli.Invocation.parley;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cli.Invocation.Result;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples that are compiled pass whatever applies to them; those in Python are tried by the
 * pages. Where a compiler is missing, its test is skipped and says what to install.
 */
@Timeout(180)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the examples are for POSIX systems")
class ExamplesTest {

  private static final Path EXAMPLES = Path.of("..", "examples").toAbsolutePath().normalize();

  @TempDir private Path directory;

  @Test
  void theServerInCPasses() throws Exception {
    requirePasses("--launch", compiledC("parley_server"));
  }

  @Test
  void theClientInCPasses() throws Exception {
    requirePasses("--client", "--launch", compiledC("parley_client"));
  }

  @Test
  void theServerInGoPasses() throws Exception {
    requireTool("go", "golang-go");
    Path program = directory.resolve("parley_server");
    Path source = EXAMPLES.resolve("go/parley_server.go");
    run(List.of("go", "vet", source.toString()));
    run(List.of("go", "build", "-o", program.toString(), source.toString()));

    requirePasses("--launch", quoted(program));
  }

  private void requirePasses(String... arguments) {
    List<String> line = new ArrayList<>(List.of("check", "--jobs", "6"));
    line.addAll(List.of(arguments));
    line.addAll(List.of("--report-dir", directory.resolve("report").toString()));
    Result result = parley(line.toArray(String[]::new));

    assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(ExitCode.OK);
    assertThat(result.out()).contains(" 0 failed, 0 inconclusive;");
  }

  private String compiledC(String name) throws Exception {
    requireTool("cc", "gcc");
    Path program = directory.resolve(name);
    String source = EXAMPLES.resolve("c").resolve(name + ".c").toString();
    run(
        List.of(
            "cc",
            "-std=c11",
            "-O2",
            "-Wall",
            "-Wextra",
            "-Werror",
            "-pthread",
            "-o",
            program.toString(),
            source));
    return quoted(program);
  }

  private static String quoted(Path path) {
    return "'" + path + "'";
  }

  private static void requireTool(String tool, String packageName) {
    String path = Map.copyOf(System.getenv()).getOrDefault("PATH", "");
    boolean isThere =
        Stream.of(path.split(File.pathSeparator, -1))
            .map(entry -> Path.of(entry, tool))
            .anyMatch(Files::isExecutable);
    Assumptions.assumeTrue(
        isThere, "no %s on the PATH: install the package %s".formatted(tool, packageName));
  }

  /** Runs a compiler, which must have nothing to say. */
  private void run(List<String> command) throws IOException, InterruptedException {
    Path said = directory.resolve("compiler.log");
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().putIfAbsent("GOCACHE", directory.resolve("go-cache").toString());
    builder.environment().put("GO111MODULE", "off");
    Process compiler = builder.start();
    boolean ended = compiler.waitFor(120, TimeUnit.SECONDS);
    if (!ended) {
      compiler.destroyForcibly();
    }
    assertThat(ended).as(String.join(" ", command)).isTrue();
    assertThat(said).content().isEmpty();
    assertThat(compiler.exitValue()).isZero();
  }
}
