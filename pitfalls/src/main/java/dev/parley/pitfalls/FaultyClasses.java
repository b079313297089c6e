// SPDX-License-Identifier: Apache-2.0

package dev.parley.pitfalls;

import dev.parley.protocol.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A style with a mistake in it, compiled.
 *
 * @param style the name of the class that makes its servers
 * @param classes the bytes of all classes that it is made of, by name
 */
record FaultyClasses(String style, Map<String, byte[]> classes) {

  private static final String CLASS = ".class";
  private static final String STYLE = "style";

  /** Loads it beside the classes that are right. */
  Style load() {
    try {
      Class<?> faulty = new FaultyClassLoader(classes).loadClass(style);
      return (Style) faulty.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(style + " cannot be loaded", e);
    }
  }

  /** Puts it into a folder, for a program that has no memory for a compiler. */
  void store(Path folder) throws IOException {
    Files.writeString(folder.resolve(STYLE), style);
    for (Map.Entry<String, byte[]> compiled : classes.entrySet()) {
      Files.write(folder.resolve(compiled.getKey() + CLASS), compiled.getValue());
    }
  }

  /** Reads what {@link #store} has put there. */
  static FaultyClasses stored(Path folder) throws IOException {
    Map<String, byte[]> classes = new HashMap<>();
    for (Path file : files(folder)) {
      String name = String.valueOf(file.getFileName());
      if (name.endsWith(CLASS)) {
        classes.put(name.substring(0, name.length() - CLASS.length()), Files.readAllBytes(file));
      }
    }
    return new FaultyClasses(Files.readString(folder.resolve(STYLE)), classes);
  }

  /** Removes the folder. */
  static void remove(Path folder) throws IOException {
    for (Path file : files(folder)) {
      Files.delete(file);
    }
    Files.delete(folder);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
