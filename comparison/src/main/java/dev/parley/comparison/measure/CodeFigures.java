// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import dev.parley.comparison.model.Subject.Code;
import dev.parley.protocol.Style;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.LineNumber;
import java.lang.reflect.AccessFlag;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Figures of a style's source, read from its classes: those that can be reached from it, so that
 * what it shares with another style counts for both. The protocol's own are left out.
 *
 * <p>Lines are those with instructions: about half of those that a person sees. States are the
 * constants of enums, but for those of clocks: these are the timers.
 */
final class CodeFigures {

  private static final String OURS = "dev/parley/";
  private static final String PROTOCOL = "dev/parley/protocol/";
  private static final String CLOCKS = "/Clock$Kind";

  private final ClassLoader loader;
  private final Set<String> seen = new HashSet<>();
  private final Deque<String> waiting = new ArrayDeque<>();
  private final Set<String> lines = new HashSet<>();
  private int states;
  private int timers;

  private CodeFigures(ClassLoader loader) {
    this.loader = loader;
  }

  /** Returns those of a style; null where its classes cannot be read. */
  static @Nullable Code of(Style style) {
    var figures = new CodeFigures(style.getClass().getClassLoader());
    figures.reach(style.getClass().getName().replace('.', '/'));
    figures.readAll();
    return figures.lines.isEmpty()
        ? null
        : new Code(figures.lines.size(), figures.states, figures.timers);
  }

  private void reach(String name) {
    if (name.startsWith(OURS) && !name.startsWith(PROTOCOL) && seen.add(name)) {
      waiting.add(name);
    }
  }

  private void readAll() {
    while (!waiting.isEmpty()) {
      String name = waiting.remove();
      try (InputStream in = loader.getResourceAsStream(name + ".class")) {
        if (in != null) {
          read(name, ClassFile.of().parse(in.readAllBytes()));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void read(String name, ClassModel type) {
    for (PoolEntry entry : type.constantPool()) {
      if (entry instanceof ClassEntry used) {
        reach(used.asInternalName());
      }
    }
    if (type.flags().has(AccessFlag.ENUM)) {
      count(name, type);
    }
    String file =
        type.findAttribute(Attributes.sourceFile())
            .map(source -> source.sourceFile().stringValue())
            .orElse(name);
    String directory = name.substring(0, name.lastIndexOf('/') + 1);
    for (MethodModel method : type.methods()) {
      method.code().ifPresent(code -> code.forEach(element -> add(directory + file, element)));
    }
  }

  private void add(String file, CodeElement element) {
    if (element instanceof LineNumber line) {
      lines.add(file + ":" + line.line());
    }
  }

  private void count(String name, ClassModel type) {
    int constants = 0;
    for (FieldModel field : type.fields()) {
      constants += field.flags().has(AccessFlag.ENUM) ? 1 : 0;
    }
    if (name.endsWith(CLOCKS)) {
      // One constant says that none runs.
      timers += constants - 1;
    } else {
      states += constants;
    }
  }
}
