// SPDX-License-Identifier: Apache-2.0

package dev.parley.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * No file of the program has more than 200 lines, and no method more than 30, but those that {@code
 * build-config/sizes.txt} names with a reason.
 */
class SizesTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final int FILE_LINES = 200;
  private static final int METHOD_LINES = 30;

  @Test
  void filesAndMethodsAreShort() throws IOException {
    List<Path> sources = sources();
    Set<String> tooLong = new TreeSet<>(longMethods(sources));
    for (Path source : sources) {
      if (Files.readAllLines(source).size() > FILE_LINES) {
        tooLong.add(name(source));
      }
    }

    assertThat(tooLong).as("what is too long").containsExactlyInAnyOrderElementsOf(exceptions());
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT, 12)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> name(file).matches("[^/]+/src/main/java/.*"))
          .sorted()
          .toList();
    }
  }

  private static List<String> exceptions() throws IOException {
    return Files.readAllLines(ROOT.resolve("build-config/sizes.txt")).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.substring(0, line.indexOf(" | ")))
        .toList();
  }

  private static String name(Path file) {
    return ROOT.relativize(file).toString().replace('\\', '/');
  }

  /** Returns the methods that are too long, as {@code path#name}. */
  private static Set<String> longMethods(List<Path> sources) throws IOException {
    Set<String> found = new TreeSet<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new Methods(positions, found).scan(unit, null);
      }
    }
    return found;
  }

  private static final class Methods extends TreePathScanner<@Nullable Void, @Nullable Void> {

    private final SourcePositions positions;
    private final Set<String> tooLong;

    Methods(SourcePositions positions, Set<String> tooLong) {
      this.positions = positions;
      this.tooLong = tooLong;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void none) {
      CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
      int lines =
          line(unit, positions.getEndPosition(unit, method))
              - line(unit, positions.getStartPosition(unit, method))
              + 1;
      if (method.getBody() != null && lines > METHOD_LINES) {
        tooLong.add(name(Path.of(unit.getSourceFile().getName())) + "#" + method.getName());
      }
      return super.visitMethod(method, null);
    }

    private static int line(CompilationUnitTree unit, long position) {
      return (int) unit.getLineMap().getLineNumber(position);
    }
  }
}
