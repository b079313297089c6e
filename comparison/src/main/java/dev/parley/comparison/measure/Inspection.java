// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import dev.parley.comparison.load.Crowd;
import dev.parley.comparison.load.LoadResult;
import dev.parley.comparison.load.ProcessFigures;
import dev.parley.comparison.model.Bystander;
import dev.parley.comparison.model.Bystander.Neighbour;
import dev.parley.comparison.model.Growth;
import dev.parley.comparison.model.Memory;
import dev.parley.comparison.model.Workload;
import dev.parley.protocol.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is found out about a server apart from its speed: what a client sees while others misbehave,
 * what is allocated for a message, what idle connections cost, and how many of them there can be.
 */
final class Inspection {

  private static final int NEIGHBOURS = 16;

  private final Contender contender;
  private final ServerRun server;
  private final RemoteGenerator generator;
  private final Method method;
  private final Findings findings;

  Inspection(
      Contender contender,
      ServerRun server,
      RemoteGenerator generator,
      Method method,
      Findings findings) {
    this.contender = contender;
    this.server = server;
    this.generator = generator;
    this.method = method;
    this.findings = findings;
  }

  /** Returns how long it takes, about, in seconds. */
  static double seconds(Method method) {
    return method.firstWarmSeconds() + 11 * method.measuredSeconds() + 8;
  }

  void run() throws IOException {
    generator.load(
        server,
        Plan.typical(contender),
        method.firstWarmSeconds(),
        method.warmSeconds() / 10 + 0.01);
    if (contender.concurrent() && contender.transport() != Transport.UDP) {
      for (Neighbour neighbour : Neighbour.values()) {
        try {
          stand(neighbour);
        } catch (IOException e) {
          findings.note("%s beside %s: %s".formatted(contender.name(), neighbour, e.getMessage()));
        }
      }
    }
    try (JvmProbe probe = JvmProbe.attach(server.process().pid()).orElse(null)) {
      if (probe == null) {
        findings.note(contender.name() + ": no JVM to ask for its heap");
      } else {
        allocate(probe);
      }
      if (contender.transport() != Transport.UDP) {
        crowd(probe);
      }
    }
  }

  private void stand(Neighbour neighbour) throws IOException {
    Workload workload = Workloads.bystander(contender.transport());
    double warm = method.measuredSeconds() / 2;
    double measured = 2 * method.measuredSeconds();
    LoadResult result =
        generator.loadBeside(server, neighbour, NEIGHBOURS, workload, warm, measured);
    long due = Math.round(Objects.requireNonNull(workload.rate()) * result.seconds());
    if (result.latency() == null) {
      findings.note("%s: no answer beside %s".formatted(contender.name(), neighbour));
    } else {
      long unanswered = Math.max(0, due - result.messages() - 1);
      findings.add(new Bystander(contender.name(), neighbour, result.latency(), unanswered));
    }
  }

  private void allocate(JvmProbe probe) throws IOException {
    Workload workload = Plan.typical(contender);
    long before = probe.allocated();
    LoadResult result = generator.load(server, workload, 0, method.measuredSeconds());
    long allocated = probe.allocated() - before;
    if (result.messages() > 0) {
      findings.addHeap(
          workload, contender.name(), (double) allocated / result.messages(), probe.liveHeap());
    }
  }

  private void crowd(@Nullable JvmProbe probe) throws IOException {
    List<Memory.Point> memory = new ArrayList<>();
    List<Growth.Point> growth = new ArrayList<>();
    int reached = 0;
    String error = null;
    var figures = new ProcessFigures(server.process());
    for (int size : method.crowds()) {
      Crowd.Size crowd = generator.grow(server, size);
      error = crowd.error();
      reached = Math.max(reached, crowd.connections());
      if (error != null) {
        break;
      }
      growth.add(new Growth.Point(size, crowd.messagesPerSecond(), crowd.connectMicros()));
      Long heap = probe == null ? null : (Long) probe.liveHeap();
      ProcessFigures.Reading reading = figures.read();
      memory.add(new Memory.Point(size, reading.residentBytes(), heap, reading.threads()));
    }
    generator.leave(server);
    findings.add(new Growth(contender.name(), growth, reached, method.crowds().getLast(), error));
    if (memory.size() > 1) {
      findings.add(memory(memory));
    }
  }

  private Memory memory(List<Memory.Point> points) {
    return new Memory(
        contender.name(),
        points,
        slope(points, Memory.Point::residentBytes).orElse(null),
        slope(points, Memory.Point::heapBytes).orElse(null),
        slope(points, Memory.Point::threads).orElse(null));
  }

  private static Optional<Double> slope(
      List<Memory.Point> points, Function<Memory.Point, ? extends @Nullable Number> figure) {
    double[] x = points.stream().mapToDouble(Memory.Point::connections).toArray();
    double[] y =
        points.stream()
            .map(point -> Optional.ofNullable((Number) figure.apply(point)))
            .flatMap(Optional::stream)
            .mapToDouble(Number::doubleValue)
            .toArray();
    return y.length < x.length ? Optional.empty() : Optional.of(Statistics.slope(x, y));
  }
}
