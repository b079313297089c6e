// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static dev.parley.cli.Invocation.parley;

import dev.parley.cli.Invocation.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code check} and lets its reports go where nobody misses them. */
abstract class CheckCase {

  @TempDir Path directory;

  Result check(String... args) {
    List<String> line = new ArrayList<>(List.of("check"));
    line.addAll(List.of(args));
    line.addAll(List.of("--report-dir", directory.toString()));
    return parley(line.toArray(String[]::new));
  }
}
