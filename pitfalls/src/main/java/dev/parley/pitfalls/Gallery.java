// SPDX-License-Identifier: Apache-2.0

package dev.parley.pitfalls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The collection of mistakes: a folder for each, in {@code pitfalls/gallery}. */
public final class Gallery {

  private final Path project;

  /**
   * Opens the gallery.
   *
   * @param project the project's directory, whose sources the faults change
   */
  public Gallery(Path project) {
    this.project = project;
  }

  /** Returns all pitfalls by name. */
  public List<Pitfall> all() {
    List<Pitfall> all = new ArrayList<>();
    try (Stream<Path> folders = Files.list(folder())) {
      for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
        all.add(read(folder));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  private Path folder() {
    return project.resolve("pitfalls/gallery");
  }

  private static Pitfall read(Path folder) {
    try {
      return Pitfall.read(folder);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException(folder + ": " + e.getMessage(), e);
    }
  }
}
