// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.conformance.target.Setting;
import dev.parley.conformance.target.Target;
import dev.parley.conformance.target.Targets;
import dev.parley.protocol.LaunchContract;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import dev.parley.protocol.Trait;
import dev.parley.protocol.Transport;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** What is to be checked: styles, a program, or a server that already runs. */
final class TargetChoice {

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
      names = "--target",
      paramLabel = "TARGET",
      description = "A server that already runs, as tcp://HOST:PORT or udp://HOST:PORT.")
  private @Nullable TargetAddress address;

  @Option(
      names = "--launch",
      paramLabel = "COMMAND",
      description =
          "A program of any language that follows the launch contract (PROTOCOL.md, appendix A);"
              + " split into words as a shell would, and run without one.")
  private @Nullable String program;

  @Option(
      names = "--client",
      description =
          "COMMAND is a client (PROTOCOL.md, appendix B): the suite plays its server and judges what"
              + " it sends, prints and says in the end.")
  private boolean client;

  @Option(
      names = "--transport",
      paramLabel = "TRANSPORT",
      completionCandidates = TransportConverter.Schemes.class,
      description = "What COMMAND speaks: ${COMPLETION-CANDIDATES} (default: tcp).")
  private @Nullable Transport transport;

  @Option(
      names = "--launch-timeout",
      paramLabel = "DURATION",
      description = "How long COMMAND may take until it says LISTENING (default: 30s).")
  private @Nullable Duration launchTimeout;

  @Option(
      names = "--debug-wait",
      description =
          "Tell the process of each COMMAND that is started and wait for its LISTENING without"
              + " end, so that a debugger can be attached; one scenario at a time.")
  private boolean debugWait;

  @Option(
      names = "--without",
      paramLabel = "TRAIT",
      split = ",",
      completionCandidates = TraitConverter.Labels.class,
      description = "What COMMAND or TARGET cannot do: ${COMPLETION-CANDIDATES}.")
  private Set<Trait> missing = Set.of();

  @Mixin private final ServerSettings settings = new ServerSettings();

  /**
   * Returns the targets: of styles, behind the servers, each client with each server that speaks
   * the same.
   *
   * @param err is told of processes that wait for a debugger
   * @throws ParameterException if the options contradict each other
   */
  List<Target> targets(Pace pace, PrintStream err) {
    requireOneKind();
    if (address != null) {
      return List.of(
          Targets.address(address.transport(), address.address(), traits(), options(), known()));
    }
    if (program != null && client) {
      return List.of(client(program));
    }
    if (program != null) {
      return List.of(launched(program, pace, err));
    }
    List<Style> chosen = styles();
    return Stream.concat(chosen.stream().map(Targets::style), Targets.pairs(chosen).stream())
        .toList();
  }

  /** Converted here and not by picocli, which takes a name that is not known for a stray word. */
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

  /** Returns whether a program is started for a person to attach a debugger to it. */
  boolean waitsForDebugger() {
    return debugWait;
  }

  private Target launched(String program, Pace pace, PrintStream err) {
    Transport spoken = transport != null ? transport : Transport.TCP;
    try {
      return debugWait
          ? Targets.launch(
              program, spoken, traits(), Targets.NO_TIMEOUT, process -> tell(process, err))
          : Targets.launch(program, spoken, traits(), pace.scaled(launchTimeout()));
    } catch (IllegalArgumentException e) {
      throw wrong("--launch: " + OneLine.of(e));
    }
  }

  private Target client(String program) {
    forbid(
        "is for a server; --client judges a client of tcp",
        List.of("--transport", "--launch-timeout", "--debug-wait", "--without"));
    try {
      return Targets.client(program);
    } catch (IllegalArgumentException e) {
      throw wrong("--launch: " + OneLine.of(e));
    }
  }

  private static void tell(ProcessHandle process, PrintStream err) {
    err.printf("parley check: process %d has started, attach to it%n", process.pid());
  }

  private Duration launchTimeout() {
    Duration timeout = launchTimeout != null ? launchTimeout : Targets.START_TIMEOUT;
    if (timeout.isZero()) {
      throw wrong("--launch-timeout must be longer than 0");
    }
    return timeout;
  }

  private Set<Trait> traits() {
    Set<Trait> traits = EnumSet.allOf(Trait.class);
    traits.removeAll(missing);
    return traits;
  }

  private ServerOptions options() {
    try {
      return LaunchContract.options(settings.variables());
    } catch (IllegalArgumentException e) {
      throw wrong(OneLine.of(e));
    }
  }

  private Set<Setting> known() {
    return Arrays.stream(Setting.values())
        .filter(setting -> isGiven(setting.flag()))
        .collect(Collectors.toSet());
  }

  private void requireOneKind() {
    if (Stream.of(!styles.isEmpty(), address != null, program != null).filter(k -> k).count() > 1) {
      throw wrong("give styles, --target or --launch: one of the three");
    }
    if (program == null) {
      forbid(
          "is for --launch",
          List.of("--transport", "--launch-timeout", "--debug-wait", "--client"));
    }
    if (program == null && address == null) {
      forbid("is for --launch and --target", List.of("--without"));
    }
    if (address == null) {
      List<String> values = Arrays.stream(Setting.values()).map(Setting::flag).toList();
      forbid("tells what is known of a --target; here the suite sets it itself", values);
    }
  }

  private void forbid(String why, List<String> options) {
    for (String option : options) {
      if (isGiven(option)) {
        throw wrong(option + " " + why);
      }
    }
  }

  private boolean isGiven(String option) {
    return command.commandLine().getParseResult().hasMatchedOption(option);
  }

  private ParameterException wrong(String why) {
    return new ParameterException(command.commandLine(), why);
  }
}
