// SPDX-License-Identifier: Apache-2.0

package dev.parley.pitfalls;

import com.github.difflib.patch.PatchFailedException;
import dev.parley.protocol.Style;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes styles that have a mistake: compiles the sources of the styles with the fault in them, in
 * memory, and loads the result beside the classes that are right. Nothing in a style knows of it.
 */
final class FaultyStyles {

  private static final String SOURCES = "src/main/java";

  /** What a style is made of besides its own module; all of it is compiled, so that all fits. */
  private static final Map<String, List<String>> MODULES =
      Map.of("threaded", List.of("blocking", "threaded"), "tls", List.of("blocking", "nio", "tls"));

  /** What both sides of the contract must agree on is not compiled anew; the codec is. */
  private static final List<String> CODEC =
      List.of("Frame", "FrameBuffer", "FrameDecoder", "FrameEncoder", "Request", "Responder");

  private final Path project;

  FaultyStyles(Path project) {
    this.project = project;
  }

  /**
   * Compiles the style with the mistake in it.
   *
   * @throws IllegalStateException if the fault no longer applies, or does not compile
   */
  FaultyClasses make(Pitfall pitfall) {
    ServiceLoader.Provider<Style> right = provider(pitfall.style());
    Map<String, String> sources = sources(module(right.type()));
    String file = className(pitfall.fault().file());
    sources.put(file, patched(pitfall, sources.get(file)));
    return new FaultyClasses(right.type().getName(), compiled(pitfall, sources));
  }

  private static Map<String, byte[]> compiled(Pitfall pitfall, Map<String, String> sources) {
    try {
      return MemoryCompiler.compile(sources);
    } catch (IllegalStateException e) {
      throw new IllegalStateException(pitfall.name() + " " + e.getMessage(), e);
    }
  }

  private static ServiceLoader.Provider<Style> provider(String name) {
    return ServiceLoader.load(Style.class).stream()
        .filter(provider -> provider.get().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no style is called '" + name + "'"));
  }

  /** The module's name is the last part of its package. */
  private static String module(Class<?> style) {
    String name = style.getPackageName();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String patched(Pitfall pitfall, @Nullable String source) {
    if (source == null) {
      throw new IllegalStateException(
          pitfall.name() + ": " + pitfall.fault().file() + " is no source of " + pitfall.style());
    }
    try {
      return pitfall.fault().appliedTo(source);
    } catch (PatchFailedException e) {
      throw new IllegalStateException(
          "the fault of %s no longer applies to %s: make its patch anew"
              .formatted(pitfall.name(), pitfall.fault().file()),
          e);
    }
  }

  private Map<String, String> sources(String module) {
    Map<String, String> sources = new LinkedHashMap<>();
    try {
      for (String name : MODULES.getOrDefault(module, List.of(module))) {
        addAll(sources, Path.of(name, SOURCES, "dev/parley", name));
      }
      for (String name : CODEC) {
        add(sources, Path.of("protocol", SOURCES, "dev/parley/protocol", name + ".java"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sources;
  }

  private void addAll(Map<String, String> sources, Path folder) throws IOException {
    try (Stream<Path> files = Files.list(project.resolve(folder))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        add(sources, project.relativize(file));
      }
    }
  }

  private void add(Map<String, String> sources, Path file) throws IOException {
    sources.put(className(file), Files.readString(project.resolve(file)));
  }

  /** Returns the name of the class in {@code MODULE/src/main/java/PACKAGE/CLASS.java}. */
  private static String className(Path file) {
    String path = file.subpath(4, file.getNameCount()).toString();
    return path.substring(0, path.length() - ".java".length()).replace('/', '.').replace('\\', '.');
  }
}
