// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.stage;

import dev.parley.conformance.target.ClientProgram;
import dev.parley.conformance.target.Pair;
import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.target.ServerProcess;
import dev.parley.conformance.target.ServerProgram;
import dev.parley.conformance.target.SuiteOptions;
import dev.parley.conformance.target.Target;
import dev.parley.conformance.tls.Credentials;
import dev.parley.conformance.verdict.NotApplicable;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.Payloads;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.ProbeListener;
import dev.parley.conformance.wire.StreamReferee;
import dev.parley.conformance.wire.StreamRelay;
import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.Endpoint;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import dev.parley.protocol.Trait;
import dev.parley.protocol.Transport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario is handed: it starts servers of the target, opens probes to them, and closes all
 * of it in the end. Safe for use by the threads of {@link #together}.
 */
public final class Stage {

  private final Target target;
  private final Scenario scenario;
  private final Settings settings;
  private final Payloads payloads;
  private final AtomicInteger ids = new AtomicInteger();
  private final Props props;
  private final Crew crew;

  Stage(Target target, Scenario scenario, Settings settings) {
    this.target = target;
    this.scenario = scenario;
    this.settings = settings;
    this.payloads = new Payloads(settings.seed());
    this.props = new Props(settings, target.transport());
    this.crew = new Crew(settings.budget(), props::closeProbes);
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

  /**
   * Returns an ECHO with an id and a payload that no other has in this scenario. Like the other
   * requests below it ends the scenario as not applicable if a running server is known to take
   * less; what has to be refused is a {@link WireFrame} without the stage.
   */
  public WireFrame echo(int size) {
    return echo(ids.incrementAndGet(), size);
  }

  /** Returns an ECHO with this id, and a payload that no other id has. */
  public WireFrame echo(int id, int size) {
    return taken(WireFrame.echo(id, payloads.bytes(id, size)));
  }

  /** Returns a DELAY with an id of its own, and {@code size} bytes behind the milliseconds. */
  public WireFrame delay(long millis, int size) {
    int id = ids.incrementAndGet();
    return taken(WireFrame.delay(id, millis, payloads.bytes(id, size)));
  }

  private WireFrame taken(WireFrame request) {
    target.requireTaken(request);
    return request;
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

  /** Returns the client program; not applicable where a server is judged. */
  public ClientProgram client() {
    return target
        .client()
        .orElseThrow(() -> new NotApplicable("it judges a client program, and this is a server"));
  }

  /** Returns the server program; not applicable where the suite launches none. */
  public ServerProgram program() {
    return target
        .program()
        .orElseThrow(() -> new NotApplicable("it judges how a program of a server is launched"));
  }

  /** Returns who talks to whom; not applicable where a server or a client is judged alone. */
  public Pair pair() {
    return target
        .pair()
        .orElseThrow(() -> new NotApplicable("it judges a client and a server together"));
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
    return props.keep(target.start(options(choice)));
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
    return process(0, choice, jvmArguments);
  }

  /**
   * Starts a server in a process of its own that may have only so many files open.
   *
   * @param mostFiles how many files, sockets included; 0: as many as the suite
   */
  public ServerProcess process(
      int mostFiles, UnaryOperator<ServerOptions.Builder> choice, String... jvmArguments) {
    return props.keep(target.startProcess(options(choice), List.of(jvmArguments), mostFiles));
  }

  /** Starts the server program with the suite's options, but for these variables. */
  public ServerProcess launch(Map<String, String> variables) {
    return props.keep(program().start(options(options -> options), variables));
  }

  /** Returns the suite's options and these. */
  public ServerOptions options(UnaryOperator<ServerOptions.Builder> choice) {
    return choice.apply(SuiteOptions.of(target.transport()).toBuilder()).build();
  }

  /** Returns the options of a client that knows whom to trust. */
  public ClientOptions clientOptions(InetSocketAddress peer) {
    ClientOptions options = ClientOptions.to(peer);
    return target.transport() == Transport.TLS
        ? options.withTls(TlsStage.trusting(Credentials.LOCALHOST))
        : options;
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
    return props.connect(address, receiveBuffer);
  }

  /** Listens on a free port of the loopback address, for a client under test to connect to. */
  public ProbeListener listen() {
    return props.listen();
  }

  /** Puts a relay between a client under test and a server; see {@link StreamRelay}. */
  public StreamRelay relay(RunningServer server, @Nullable StreamReferee referee) {
    return props.keep(new StreamRelay(server.address(), payloads, referee, patience()));
  }

  /** Returns the part of the stage for TLS. */
  public TlsStage tls() {
    return props.tls();
  }

  /** Returns the part of the stage for datagrams. */
  public Datagrams datagrams() {
    return props.datagrams();
  }

  // ---- several things at once

  /** Runs tasks at the same time, each in a thread, and waits for all; the first failure counts. */
  public void together(List<Task> tasks) {
    crew.run(tasks);
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
      crew.run(tasks);
      return;
    }
    for (Task task : tasks) {
      crew.run(List.of(task));
      props.closeProbes();
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
    if (target.transport() == Transport.UDP) {
      new FreshSender(this, server).requireServed();
    } else {
      new FreshClient(this, server).requireServed();
    }
  }

  // ---- for the performance

  Scenario scenario() {
    return scenario;
  }

  Settings settings() {
    return settings;
  }

  Props props() {
    return props;
  }

  void requireTraits() {
    for (Trait trait : scenario.needs()) {
      requireApplicable(has(trait), target.name() + " does not declare the trait " + trait.label());
    }
  }

  /** Proves that the servers that still run have survived what the scenario did to them. */
  void requireSurvival() {
    props.closeProbes();
    props.servers().stream().filter(RunningServer::running).forEach(this::requireServed);
  }
}
