// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.parley.protocol.Style;
import dev.parley.protocol.Trait;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells which styles there are. */
@Command(
    name = "styles",
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = ExitCode.BUG,
    versionProvider = Version.class,
    description = {
      "List the styles: name, transport, traits and what each is.",
      "As JSON it is one line, fit for a CI matrix: a list of objects with name, transport, traits"
          + " and summary.",
      ""
    })
final class StylesCommand implements Callable<Integer> {

  /** How the list is printed. */
  enum Format {
    /** A table. */
    text,
    /** One line of JSON. */
    json
  }

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "One of: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.text;

  private final Shell shell;

  StylesCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    List<Style> styles = Style.all();
    switch (format) {
      case text -> printTable(styles, shell.out());
      case json -> shell.out().println(json(styles));
    }
    return ExitCode.OK;
  }

  private static void printTable(List<Style> styles, PrintStream out) {
    String row = "%-10s  %-9s  %-17s  %s%n";
    out.printf(row, "STYLE", "TRANSPORT", "TRAITS", "WHAT IT IS");
    for (Style style : styles) {
      String traits = traits(style).stream().collect(Collectors.joining(","));
      out.printf(
          row,
          style.name(),
          style.transport().scheme(),
          traits.isEmpty() ? "-" : traits,
          style.summary());
    }
  }

  private static String json(List<Style> styles) throws IOException {
    var text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartArray();
      for (Style style : styles) {
        write(style, json);
      }
      json.writeEndArray();
    }
    return text.toString();
  }

  private static void write(Style style, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", style.name());
    json.writeStringField("transport", style.transport().scheme());
    json.writeArrayFieldStart("traits");
    for (String trait : traits(style)) {
      json.writeString(trait);
    }
    json.writeEndArray();
    json.writeStringField("summary", style.summary());
    json.writeEndObject();
  }

  private static List<String> traits(Style style) {
    return style.traits().stream().sorted().map(Trait::label).toList();
  }
}
