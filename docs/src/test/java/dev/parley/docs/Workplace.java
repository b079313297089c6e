// SPDX-License-Identifier: Apache-2.0

package dev.parley.docs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory that looks like the project's own to the commands of a page, and takes the files that
 * the page asks to save. Its {@code ./parley} starts the jar that is built, and builds nothing.
 */
final class Workplace implements AutoCloseable {

  private static final String COMMAND = "parley";

  private final Path directory;

  /** Makes one for the project in {@code root}. */
  Workplace(Path root) throws IOException {
    directory = Files.createTempDirectory("parley-docs");
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, "[!.]*")) {
      for (Path entry : entries) {
        if (!entry.getFileName().toString().equals(COMMAND)) {
          Files.createSymbolicLink(directory.resolve(entry.getFileName()), entry);
        }
      }
    }
    Path command = directory.resolve(COMMAND);
    Files.writeString(command, script(root.resolve("cli/target/parley.jar")));
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String script(Path jar) throws IOException {
    if (!Files.exists(jar)) {
      throw new IOException("the command is not built: " + jar + " is missing");
    }
    // Most of a short command is the loading of its classes: the first one leaves them to the next.
    return """
    #!/bin/sh
    exec '%s/bin/java' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xlog:disable \\
      -XX:+AutoCreateSharedArchive -XX:SharedArchiveFile='%s' -jar '%s' "$@"
    """
        .formatted(System.getProperty("java.home"), jar.resolveSibling("parley-docs.jsa"), jar);
  }

  Path directory() {
    return directory;
  }

  void save(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  /** Removes the directory; the project behind its links stays. */
  @Override
  public void close() throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(directory)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}
