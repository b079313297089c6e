// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.comparison.measure.Contender;
import dev.parley.conformance.target.CommandLine;
import dev.parley.protocol.Style;
import dev.parley.protocol.Transport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** What is to be compared. */
final class ContenderChoice {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Parameters(
      paramLabel = "STYLE",
      arity = "0..*",
      completionCandidates = StyleConverter.Names.class,
      description = "Any of: ${COMPLETION-CANDIDATES} (default: all of them).")
  private List<String> styles = List.of();

  @Option(
      names = "--launch",
      paramLabel = "COMMAND",
      description =
          "Compare with a program that follows the launch contract (PROTOCOL.md, appendix A); may"
              + " be given several times.")
  private List<String> programs = List.of();

  @Option(
      names = "--transport",
      paramLabel = "TRANSPORT",
      completionCandidates = TransportConverter.Schemes.class,
      description = "What each COMMAND speaks: ${COMPLETION-CANDIDATES} (default: tcp).")
  private @Nullable Transport transport;

  @Option(
      names = "--peers",
      description = "Compare with servers on Netty too, as its users write them.")
  private boolean peers;

  @Option(
      names = "--baseline",
      paramLabel = "NAME",
      description =
          "Who the others of its transport are measured against (default: nio, udp and tls-nio, or"
              + " the first).")
  private @Nullable String baseline;

  /**
   * Returns who is compared.
   *
   * @throws ParameterException if the options name nobody, or contradict each other
   */
  List<Contender> contenders() {
    if (programs.isEmpty() && transport != null) {
      throw wrong("--transport is for --launch");
    }
    List<Contender> all = new ArrayList<>();
    for (Style style : styles()) {
      all.add(Contender.of(style, serve()));
    }
    if (peers) {
      all.addAll(peers());
    }
    for (String program : programs) {
      all.add(launched(program, all));
    }
    if (baseline != null && all.stream().noneMatch(one -> one.name().equals(baseline))) {
      List<String> names = all.stream().map(Contender::name).toList();
      throw wrong(
          "--baseline: '%s' is none of those that are compared: %s"
              .formatted(OneLine.of(baseline), String.join(", ", names)));
    }
    return all;
  }

  @Nullable String baseline() {
    return baseline;
  }

  private List<Style> styles() {
    var converter = new StyleConverter();
    try {
      return styles.isEmpty()
          ? Style.all()
          : styles.stream().distinct().map(converter::convert).toList();
    } catch (TypeConversionException e) {
      throw wrong(OneLine.of(e));
    }
  }

  private List<Contender> peers() {
    return Peers.near(System.getProperty("java.class.path"))
        .map(found -> found.contenders(java()))
        .orElseThrow(() ->
            wrong(
                "--peers: they are not built yet; ./parley does it, or: mvn -pl peers -am package"));
  }

  private Contender launched(String program, List<Contender> others) {
    try {
      List<String> words = CommandLine.split(program);
      String name = String.valueOf(Path.of(words.getLast()).getFileName());
      int same = 1;
      String unique = name;
      while (isTaken(unique, others)) {
        unique = name + " " + ++same;
      }
      return Contender.of(unique, transport == null ? Transport.TCP : transport, words);
    } catch (IllegalArgumentException e) {
      throw wrong("--launch: " + OneLine.of(e));
    }
  }

  private static boolean isTaken(String name, List<Contender> others) {
    return others.stream().anyMatch(other -> other.name().equals(name));
  }

  /** This command itself, without the flags that it runs with. */
  private static List<String> serve() {
    return List.of(
        java(), "-cp", System.getProperty("java.class.path"), Parley.class.getName(), "serve");
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private ParameterException wrong(String why) {
    return new ParameterException(command.commandLine(), why);
  }
}
