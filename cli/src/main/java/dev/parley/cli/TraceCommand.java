// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.protocol.Style;
import dev.parley.trace.draw.Captions;
import dev.parley.trace.draw.TextPicture;
import dev.parley.trace.model.Timeline;
import dev.parley.trace.play.Script;
import dev.parley.trace.record.RecordingProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Draws what the threads of a server do. */
@Command(
    name = "trace",
    sortOptions = false,
    abbreviateSynopsis = true,
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = ExitCode.BUG,
    versionProvider = Version.class,
    description = {
      "Draw what each thread of a server does, and where it waits.",
      "Three clients come to a server of each STYLE: a slow one whose frame drips, an ordinary one"
          + " that sends a few ECHOs, and one that asks for a DELAY. The Flight Recorder of the JDK"
          + " records them for half a second, in a process of its own.",
      "",
      "What is not recorded, as the wait in a select, is derived from samples; the page says which.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:drawn",
      "64:wrong usage, or a file that cannot be written",
      "69:a style cannot be recorded",
      "130:interrupted; nothing is written"
    })
final class TraceCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Parameters(
      paramLabel = "STYLE",
      arity = "0..*",
      completionCandidates = StyleConverter.Names.class,
      description = "Any of: ${COMPLETION-CANDIDATES} (default: all of them).")
  private List<String> names = List.of();

  @Option(
      names = "--processors",
      paramLabel = "COUNT",
      converter = CountConverter.Processors.class,
      description =
          "How many processors a server sees; its loops and carriers are as many (default: what"
              + " shows a style best, 2 for async and 1 for the others).")
  private @Nullable Integer processors;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the page is written (default: ${DEFAULT-VALUE}).")
  private Path page = Path.of("parley-report", "trace.html");

  @Option(
      names = "--svg",
      paramLabel = "DIR",
      description = "Write a picture of each style too, STYLE.svg.")
  private @Nullable Path pictures;

  @Option(
      names = "--jfr",
      paramLabel = "DIR",
      description = "Keep the recordings, STYLE.jfr, as JDK Mission Control reads them.")
  private @Nullable Path recordings;

  private final Shell shell;
  private volatile boolean interrupted;

  TraceCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Style> styles = chosen();
    Captions captions = Captions.load();
    List<Timeline> timelines = new ArrayList<>();
    try (TraceFiles files = TraceFiles.prepare(page, pictures, recordings)) {
      shell.termination().onSignal(() -> interrupt(files));
      for (Style style : styles) {
        int seen = processors == null ? captions.processors(style.name()) : processors;
        Optional<Timeline> timeline = record(style, seen, files);
        if (timeline.isEmpty()) {
          return ExitCode.INTERRUPTED;
        }
        timelines.add(timeline.get());
        print(style, timeline.get());
      }
      TextPicture.LEGEND.forEach(shell.out()::println);
      files.write(timelines);
      shell.out().println("Pictures: " + files);
    }
    return ExitCode.OK;
  }

  private List<Style> chosen() {
    var converter = new StyleConverter();
    try {
      return names.isEmpty()
          ? Style.all()
          : names.stream().distinct().map(converter::convert).toList();
    } catch (TypeConversionException e) {
      throw new ParameterException(spec.commandLine(), OneLine.of(e));
    }
  }

  private Optional<Timeline> record(Style style, int seen, TraceFiles files)
      throws InterruptedException {
    try {
      Path recording = files.recording(style.name());
      return Optional.of(new RecordingProcess(seen).record(style.name(), recording));
    } catch (IOException e) {
      if (interrupted) {
        return Optional.empty();
      }
      throw new CommandException(ExitCode.UNAVAILABLE, OneLine.of(e));
    }
  }

  private void print(Style style, Timeline timeline) {
    PrintStream out = shell.out();
    out.printf("%s: %s; %s%n", style.name(), style.summary(), timeline.seen());
    String change = Script.change(timeline.transport());
    if (!change.isEmpty()) {
      out.println("  " + change);
    }
    TextPicture.of(timeline).forEach(out::println);
    out.println();
  }

  private int interrupt(TraceFiles files) {
    interrupted = true;
    Descendants.end();
    files.close();
    shell.out().println();
    shell.out().println("Interrupted: nothing is written.");
    return ExitCode.INTERRUPTED;
  }
}
