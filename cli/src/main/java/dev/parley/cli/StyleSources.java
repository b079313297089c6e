// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.Style;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sources of the styles, which the build packs beside their classes. */
final class StyleSources {

  /** A class's package is called as the module that it stands in. */
  private static final Pattern CLASS_NAME = Pattern.compile("dev\\.parley\\.(\\w+)\\..+");

  private final Map<String, Optional<SourceFile>> files = new HashMap<>();

  /**
   * Returns what a style is made of: its own class and every class of the styles that can be
   * reached from there, the nearest first. The protocol is not among them, for all have it in
   * common.
   *
   * @throws CommandException if the style's source is not here
   */
  List<SourceFile> of(Style style) {
    List<SourceFile> found = new ArrayList<>();
    String first = style.getClass().getName();
    Set<String> seen = new LinkedHashSet<>(List.of(first));
    Queue<String> open = new ArrayDeque<>(seen);
    for (String name = open.poll(); name != null; name = open.poll()) {
      Optional<SourceFile> file = file(name);
      file.ifPresent(found::add);
      file.stream().flatMap(some -> some.mentions().stream()).filter(seen::add).forEach(open::add);
    }
    if (found.isEmpty()) {
      throw new CommandException(
          ExitCode.USAGE, "the source of '%s' is not at hand".formatted(style.name()));
    }
    return found;
  }

  private Optional<SourceFile> file(String className) {
    return files.computeIfAbsent(className, StyleSources::read);
  }

  private static Optional<SourceFile> read(String className) {
    Matcher name = CLASS_NAME.matcher(className);
    if (!name.matches()) {
      return Optional.empty();
    }
    String place =
        "/sources/%s/src/main/java/%s.java".formatted(name.group(1), className.replace('.', '/'));
    try (InputStream in = StyleSources.class.getResourceAsStream(place)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new SourceFile(className, new String(in.readAllBytes(), UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
