// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.stage;

import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.target.ServerProcess;
import dev.parley.conformance.target.SuiteOptions;
import dev.parley.conformance.target.Target;
import dev.parley.conformance.verdict.NotApplicable;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.Payloads;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.ProbeListener;
import dev.parley.conformance.wire.Received;
import dev.parley.conformance.wire.TcpLink;
import dev.parley.conformance.wire.Transcript;
import dev.parley.conformance.wire.Watchdog;
import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.Endpoint;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import dev.parley.protocol.Trait;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario is handed: it starts servers of the target, opens probes to them, and closes all
 * of it in the end. Safe for use by the threads of {@link #together}.
 */
public final class Stage {

  private static final Duration FREED_SLOT = Duration.ofSeconds(2);
  private static final int TIMEOUT = 4;
  private static final int BUSY = 5;

  private final Target target;
  private final Scenario scenario;
  private final Settings settings;
  private final Payloads payloads;
  private final Watchdog watchdog = new Watchdog();
  private final AtomicInteger ids = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();
  private final List<RunningServer> servers = new CopyOnWriteArrayList<>();
  private final List<Probe> probes = new CopyOnWriteArrayList<>();
  private final List<ProbeListener> listeners = new CopyOnWriteArrayList<>();

  Stage(Target target, Scenario scenario, Settings settings) {
    this.target = target;
    this.scenario = scenario;
    this.settings = settings;
    this.payloads = new Payloads(settings.seed());
  }

  // ---- what is judged, and how

  /** Returns the target. */
  public Target target() {
    return target;
  }

  /** Returns whether the target is declared to have a trait. */
  public boolean has(Trait trait) {
    return target.traits().contains(trait);
  }

  /** Returns how long to wait for what must come. */
  public Duration patience() {
    return settings.patience();
  }

  /** Returns the payloads of this run's seed. */
  public Payloads payloads() {
    return payloads;
  }

  /** Returns an ECHO with an id and a payload that no other has in this scenario. */
  public WireFrame echo(int size) {
    return echo(ids.incrementAndGet(), size);
  }

  /** Returns an ECHO with this id, and a payload that no other id has. */
  public WireFrame echo(int id, int size) {
    return WireFrame.echo(id, payloads.bytes(id, size));
  }

  /** Returns a DELAY with an id of its own, and {@code size} bytes behind the milliseconds. */
  public WireFrame delay(long millis, int size) {
    int id = ids.incrementAndGet();
    return WireFrame.delay(id, millis, payloads.bytes(id, size));
  }

  /** Ends the scenario as not applicable unless the condition holds. */
  public void requireApplicable(boolean condition, String otherwise) {
    if (!condition) {
      throw new NotApplicable(otherwise);
    }
  }

  /** Returns the style, for a scenario that calls its API; not applicable where there is none. */
  public Style style() {
    return target
        .style()
        .orElseThrow(() -> new NotApplicable("it calls the API of a style in the suite's process"));
  }

  // ---- servers

  /** Starts a server with the suite's options: a free port, clocks that stay out of the way. */
  public RunningServer server() {
    return server(options -> options);
  }

  /**
   * Starts a server with the suite's options and these. Read the values from {@link
   * RunningServer#options}: a server that already runs has its own.
   */
  public RunningServer server(UnaryOperator<ServerOptions.Builder> choice) {
    return kept(target.start(choice.apply(SuiteOptions.BASE.toBuilder()).build()));
  }

  /**
   * Expects the start of a server with these options to fail, and returns what it said: an
   * exception's text, or a program's status and last lines.
   */
  public String requireStartFails(UnaryOperator<ServerOptions.Builder> choice) {
    requireStarts();
    RunningServer started;
    try {
      started = server(choice);
    } catch (Mismatch failure) {
      return failure.actual();
    }
    throw new Mismatch("a start that fails", "a server at " + Endpoint.text(started.address()));
  }

  /** Ends the scenario as not applicable unless the suite can start and stop servers. */
  public void requireStarts() {
    requireApplicable(target.starts(), "it starts and stops servers; this one already runs");
  }

  /**
   * Starts a server in a process of its own, for figures that only a process has.
   *
   * @param jvmArguments for the JVM where the suite starts one ({@code -Xmx64m})
   */
  public ServerProcess process(
      UnaryOperator<ServerOptions.Builder> choice, String... jvmArguments) {
    ServerOptions options = choice.apply(SuiteOptions.BASE.toBuilder()).build();
    return kept(target.startProcess(options, List.of(jvmArguments)));
  }

  // ---- probes

  /** Connects a probe to a server. */
  public Probe connect(RunningServer server) {
    return connect(server, 0);
  }

  /**
   * Connects a probe to a server.
   *
   * @param receiveBuffer what the probe's socket asks for before it connects, in bytes; 0: the
   *     system's choice
   */
  public Probe connect(RunningServer server, int receiveBuffer) {
    return connect(server.address(), receiveBuffer);
  }

  /** Connects a probe to an address, of a server that the scenario started itself for example. */
  public Probe connect(InetSocketAddress address) {
    return connect(address, 0);
  }

  /** Does the same as {@link #connect(RunningServer, int)}. */
  public Probe connect(InetSocketAddress address, int receiveBuffer) {
    try {
      var link = TcpLink.connect(address, receiveBuffer, patience());
      var probe = new Probe(link, patience(), watchdog);
      probes.add(probe);
      return probe;
    } catch (IOException e) {
      throw new Mismatch(
          "a connection to " + Endpoint.text(address), String.valueOf(e.getMessage()));
    }
  }

  /** Listens on a free port of the loopback address, for a client under test to connect to. */
  public ProbeListener listen() {
    var listener = new ProbeListener(patience(), watchdog);
    listeners.add(listener);
    return listener;
  }

  // ---- several things at once

  /** Runs tasks at the same time, each in a thread, and waits for all; the first failure counts. */
  public void together(List<Task> tasks) {
    Crew.run(tasks, firstFailure, this::closeProbes);
  }

  /** Does the same as {@link #together(List)}. */
  public void together(Task... tasks) {
    together(List.of(tasks));
  }

  /**
   * Runs tasks that each use connections of their own: at the same time where the target serves
   * several clients, else one after the other, each on a server that the one before has left.
   */
  public void sideBySide(List<Task> tasks) {
    if (has(Trait.CONCURRENT)) {
      Crew.run(tasks, firstFailure, this::closeProbes);
      return;
    }
    for (Task task : tasks) {
      Crew.run(List.of(task), firstFailure, this::closeProbes);
      closeProbes();
    }
  }

  // ---- judging

  /** Fails the scenario unless the condition holds. */
  public void require(boolean condition, String expected, String actual) {
    if (!condition) {
      throw new Mismatch(expected, actual);
    }
  }

  /** Expects an ECHO of a fresh client to be answered; a slot may take a moment to be free. */
  public void requireServed(RunningServer server) {
    int size = Math.min(20, server.options().maximumPayload());
    WireFrame echo = echo(0x600D, size);
    long deadline = System.nanoTime() + FREED_SLOT.toNanos();
    while (true) {
      try (Probe fresh = connect(server)) {
        fresh.trySend(echo.bytes());
        Received first = fresh.next(patience());
        if (first instanceof Received.Frame(WireFrame reply, long _)
            && reply.equals(echo.reply())) {
          return;
        }
        if (!mayPass(first) || System.nanoTime() > deadline) {
          throw fresh.mismatch("a fresh client that is served afterwards: " + echo.reply(), first);
        }
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  // ---- for the performance

  Scenario scenario() {
    return scenario;
  }

  Settings settings() {
    return settings;
  }

  List<RunningServer> servers() {
    return servers;
  }

  List<Transcript> transcriptsBeside(Transcript one) {
    return probes.stream().map(Probe::transcript).filter(t -> t != one).toList();
  }

  void requireTraits() {
    for (Trait trait : scenario.needs()) {
      requireApplicable(has(trait), target.name() + " does not declare the trait " + trait.label());
    }
  }

  /** Proves that the servers that still run have survived what the scenario did to them. */
  void requireSurvival() {
    closeProbes();
    servers.stream().filter(RunningServer::running).forEach(this::requireServed);
  }

  void stopServers() {
    servers.forEach(RunningServer::stop);
  }

  /** Closes everything, whatever happened. */
  void clear() {
    closeProbes();
    watchdog.close();
    for (RunningServer server : servers) {
      try {
        server.stop();
      } catch (Mismatch alreadyJudged) {
        // The scenario has failed for another reason, which is the one to tell.
      }
    }
  }

  private void closeProbes() {
    probes.forEach(Probe::close);
    listeners.forEach(ProbeListener::close);
  }

  private <S extends RunningServer> S kept(S server) {
    servers.add(server);
    return server;
  }

  /**
   * What a fresh client may meet for a moment: a full server, which says so or just closes (rule
   * R8.2), or a short clock that ran out while the suite was held up.
   */
  private boolean mayPass(Received first) {
    return switch (first) {
      case Received.Frame(WireFrame frame, long _) ->
          frame.errorCode() == BUSY || frame.errorCode() == TIMEOUT;
      case Received.End _, Received.Reset _ -> has(Trait.LIMIT);
      case Received.Nothing _ -> false;
    };
  }
}
