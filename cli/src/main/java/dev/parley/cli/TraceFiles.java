// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.trace.draw.HtmlPage;
import dev.parley.trace.draw.Scale;
import dev.parley.trace.draw.SvgPicture;
import dev.parley.trace.model.Timeline;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files that a trace leaves. */
final class TraceFiles implements AutoCloseable {

  private final Path page;
  private final @Nullable Path pictures;
  private final Path recordings;
  private final boolean keep;

  private TraceFiles(Path page, @Nullable Path pictures, Path recordings, boolean keep) {
    this.page = page;
    this.pictures = pictures;
    this.recordings = recordings;
    this.keep = keep;
  }

  /** Makes the directories where they are not there yet. */
  static TraceFiles prepare(Path page, @Nullable Path pictures, @Nullable Path recordings)
      throws IOException {
    if (Files.isDirectory(page)) {
      throw new CommandException(ExitCode.USAGE, "--out: '%s' is a directory".formatted(page));
    }
    Path directory = page.toAbsolutePath().getParent();
    if (directory != null) {
      prepare("--out", directory);
    }
    if (pictures != null) {
      prepare("--svg", pictures);
    }
    if (recordings != null) {
      prepare("--jfr", recordings);
      return new TraceFiles(page, pictures, recordings, true);
    }
    return new TraceFiles(page, pictures, Files.createTempDirectory("parley-trace"), false);
  }

  private static void prepare(String option, Path directory) {
    try {
      Files.createDirectories(directory);
      Files.delete(Files.createTempFile(directory, "parley", null));
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE,
          "%s: cannot write to '%s': %s".formatted(option, directory, OneLine.why(e)));
    }
  }

  /** Returns where a style's recording goes. */
  Path recording(String style) {
    return recordings.resolve(style + ".jfr");
  }

  void write(List<Timeline> timelines) {
    try (OutputStream out = Files.newOutputStream(page)) {
      HtmlPage.write(timelines, out);
    } catch (IOException e) {
      throw cannotWrite(page, e);
    }
    if (pictures != null) {
      Scale scale = Scale.of(timelines);
      timelines.forEach(timeline -> write(timeline, scale, pictures));
    }
  }

  private static void write(Timeline timeline, Scale scale, Path directory) {
    Path file = directory.resolve(timeline.style() + ".svg");
    try {
      Files.writeString(file, SvgPicture.alone(timeline, scale));
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  private static CommandException cannotWrite(Path file, IOException e) {
    return new CommandException(
        ExitCode.USAGE, "cannot write '%s': %s".formatted(file, OneLine.why(e)));
  }

  /** Returns where they are. */
  @Override
  public String toString() {
    return pictures == null ? page.toString() : "%s, and in %s".formatted(page, pictures);
  }

  /** Removes the recordings that nobody wants to keep. Does nothing the second time. */
  @Override
  public synchronized void close() {
    if (keep || !Files.exists(recordings)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(recordings)) {
      for (Path file : files) {
        Files.delete(file);
      }
      Files.delete(recordings);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, "cannot remove '%s': %s".formatted(recordings, OneLine.why(e)));
    }
  }
}
