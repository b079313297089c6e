// SPDX-License-Identifier: Apache-2.0

package dev.parley.pitfalls;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles classes from texts to bytes, against the class path of this process. */
final class MemoryCompiler {

  private static final List<String> OPTIONS =
      List.of("-proc:none", "-nowarn", "-classpath", System.getProperty("java.class.path"));

  private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();

  /** Reads the class path once for all; it is not made for several threads. */
  private static final StandardJavaFileManager FILES =
      JAVAC.getStandardFileManager(null, Locale.ROOT, null);

  private MemoryCompiler() {}

  /**
   * Returns the compiled classes by name.
   *
   * @param sources texts by the name of their class
   * @throws IllegalStateException if they do not compile; the message says why
   */
  static synchronized Map<String, byte[]> compile(Map<String, String> sources) {
    var complaints = new StringWriter();
    var memory = new Memory(FILES);
    List<Source> units =
        sources.entrySet().stream().map(s -> new Source(s.getKey(), s.getValue())).toList();
    if (!JAVAC.getTask(complaints, memory, null, OPTIONS, null, units).call()) {
      throw new IllegalStateException("does not compile:\n" + complaints);
    }
    return memory.classes();
  }

  private static URI uri(String name, JavaFileObject.Kind kind) {
    return URI.create("memory:///" + name.replace('.', '/') + kind.extension);
  }

  /** A text that is compiled. */
  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String name, String text) {
      super(uri(name, Kind.SOURCE), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Bytes that were compiled. */
  private static final class Compiled extends SimpleJavaFileObject {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Compiled(String name) {
      super(uri(name, Kind.CLASS), Kind.CLASS);
    }

    @Override
    public OutputStream openOutputStream() {
      return bytes;
    }
  }

  /** Where the compiler puts classes. */
  private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {

    private final Map<String, Compiled> compiled = new HashMap<>();

    Memory(JavaFileManager files) {
      super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      return compiled.computeIfAbsent(name, Compiled::new);
    }

    Map<String, byte[]> classes() {
      Map<String, byte[]> classes = new HashMap<>();
      compiled.forEach((name, file) -> classes.put(name, file.bytes.toByteArray()));
      return classes;
    }
  }
}
