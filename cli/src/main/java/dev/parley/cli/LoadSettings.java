// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.comparison.model.Workload;
import dev.parley.protocol.Frame;
import dev.parley.protocol.Transport;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a load is made of. */
final class LoadSettings {

  private static final double MILLIS = 1_000;
  private static final int MOST_IN_FLIGHT = 1 << 28;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Option(
      names = {"-c", "--connections"},
      paramLabel = "COUNT",
      converter = CountConverter.class,
      description = "How many connections; of UDP, sockets (default: ${DEFAULT-VALUE}).")
  private int connections = 64;

  @Option(
      names = {"-d", "--depth"},
      paramLabel = "COUNT",
      converter = CountConverter.class,
      description =
          "How many requests each may have without an answer: pipelined (default:"
              + " ${DEFAULT-VALUE}).")
  private int depth = 1;

  @Option(
      names = {"-p", "--payload"},
      paramLabel = "SIZE",
      converter = SizeConverter.Payload.class,
      description = "Size of each payload (default: ${DEFAULT-VALUE}).")
  private int payload = 64;

  @Option(
      names = "--rate",
      paramLabel = "COUNT",
      converter = CountConverter.class,
      description =
          "Messages a second of all connections together, sent by the clock, answered or not;"
              + " latency counts from the time when each should have been sent.")
  private @Nullable Integer rate;

  @Option(
      names = "--churn",
      description = "A new connection for each request, one after the other.")
  private boolean churn;

  @Option(
      names = "--idle",
      paramLabel = "COUNT",
      converter = CountConverter.class,
      description = "Connections more that do nothing (default: ${DEFAULT-VALUE}).")
  private int idle;

  @Option(
      names = "--warm-up",
      paramLabel = "DURATION",
      description = "How long it runs before it is measured (default: 3s).")
  private Duration warmUp = Duration.ofSeconds(3);

  @Option(
      names = "--duration",
      paramLabel = "DURATION",
      description = "How long it is measured (default: 4s).")
  private Duration duration = Duration.ofSeconds(4);

  double warmSeconds() {
    return warmUp.toMillis() / MILLIS;
  }

  double measuredSeconds() {
    return duration.toMillis() / MILLIS;
  }

  /**
   * Returns the workload.
   *
   * @throws ParameterException if the options contradict each other
   */
  Workload workload(Transport transport) {
    require(connections > 0, "--connections must be at least 1");
    require(depth > 0, "--depth must be at least 1");
    require(!duration.isZero(), "--duration must be longer than 0");
    require(rate == null || rate > 0, "--rate must be at least 1");
    require(!churn || rate == null, "--churn and --rate do not go together");
    require(
        rate == null || depth == 1, "--rate sends by the clock: there is no --depth to keep to");
    boolean streams = transport != Transport.UDP;
    require(streams || !churn, "--churn is for connections, and datagrams have none");
    require(streams || idle == 0, "--idle is for connections, and datagrams have none");
    require(
        streams || payload <= Frame.LARGEST_DATAGRAM_PAYLOAD,
        "--payload is at most %d in a datagram".formatted(Frame.LARGEST_DATAGRAM_PAYLOAD));
    require(
        (long) depth * (payload + Frame.HEADER_BYTES) <= MOST_IN_FLIGHT,
        "--depth times --payload is more than 256 MiB");
    return workload(transport.scheme());
  }

  private Workload workload(String scheme) {
    Workload.Loop loop =
        churn ? Workload.Loop.CHURN : rate == null ? Workload.Loop.CLOSED : Workload.Loop.OPEN;
    Double perSecond = rate == null ? null : (Double) rate.doubleValue();
    return new Workload(
        "load", title(), scheme, loop, churn ? 1 : connections, depth, payload, idle, perSecond);
  }

  private String title() {
    if (churn) {
      return "a connection for each message";
    }
    String ones = connections == 1 ? "1 connection" : "%,d connections".formatted(connections);
    String each = depth == 1 ? "" : ", %,d pipelined".formatted(depth);
    String clock = rate == null ? "" : ", %,d messages/s".formatted(rate);
    String others = idle == 0 ? "" : ", beside %,d idle ones".formatted(idle);
    return ones + each + clock + others + ", %,d bytes".formatted(payload);
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(command.commandLine(), otherwise);
    }
  }
}
