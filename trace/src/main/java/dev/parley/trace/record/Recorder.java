// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.record;

import dev.parley.protocol.Server;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import dev.parley.trace.event.PlayEvent;
import dev.parley.trace.event.ServerThreads;
import dev.parley.trace.play.Play;
import dev.parley.trace.play.Script;
import dev.parley.trace.play.Way;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import jdk.jfr.Recording;

/** Records one style: a server, its clients, and what the Flight Recorder sees of them. */
public final class Recorder {

  /** One more than there are clients: a pool shows a thread that is left over. */
  private static final int CONNECTIONS = 4;

  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(1);

  /** Of the JDK; a write or a read of an instant is wanted too. */
  private static final List<String> TIMED =
      List.of(
          "jdk.SocketRead",
          "jdk.SocketWrite",
          "jdk.ThreadSleep",
          "jdk.ThreadPark",
          "jdk.JavaMonitorWait",
          "jdk.JavaMonitorEnter",
          "jdk.VirtualThreadPinned");

  private static final List<String> INSTANTS =
      List.of("jdk.ThreadStart", "jdk.ThreadEnd", "jdk.VirtualThreadStart", "jdk.VirtualThreadEnd");

  private final Style style;
  private final ServerOptions options;

  private Recorder(Style style, ServerOptions options) {
    this.style = style;
    this.options = options;
  }

  /**
   * Records a style by its name; for a process of its own.
   *
   * @param args the style's name, and the file to write
   */
  public static void main(String[] args) throws InterruptedException {
    try {
      for (Style style : Style.all()) {
        if (style.name().equals(args[0])) {
          record(style, Path.of(args[1]));
        }
      }
    } catch (IOException | RuntimeException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /**
   * Records a style. Blocks for the script's time, a second at most, and for what the style takes
   * to make a certificate.
   *
   * @throws IOException if the server does not start or does not answer, or the file cannot be
   *     written
   */
  public static void record(Style style, Path file) throws IOException, InterruptedException {
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    ServerOptions options =
        ServerOptions.defaults().toBuilder()
            .address(loopback)
            .maximumConnections(CONNECTIONS)
            .drainTimeout(DRAIN_TIMEOUT)
            .build();
    var recorder = new Recorder(style, style.complete(options));
    // Classes are loaded at their first use, which takes longer than all that is to be seen.
    recorder.record(Script.REHEARSAL).close();
    try (Recording recording = recorder.record(Script.SHOWN)) {
      recording.dump(file);
    }
  }

  private Recording record(Script script) throws IOException, InterruptedException {
    var recording = new Recording();
    for (String name : TIMED) {
      recording
          .enable(name)
          .withThreshold(Duration.ZERO)
          .withoutStackTrace()
          .with("throttle", "off");
    }
    INSTANTS.forEach(name -> recording.enable(name).withoutStackTrace());
    recording.start();
    try {
      host(script);
    } catch (IOException | InterruptedException e) {
      recording.close();
      throw e;
    }
    recording.stop();
    return recording;
  }

  /** Runs the server from a thread of its group, which all the threads that it makes are in. */
  private void host(Script script) throws IOException, InterruptedException {
    var group = new ThreadGroup(ServerThreads.GROUP);
    var task =
        new FutureTask<>(() -> {
          serve(script, group);
          return true;
        });
    new Thread(group, task, ServerThreads.HOST).start();
    try {
      task.get();
    } catch (ExecutionException e) {
      throw new IOException(style.name() + " cannot be traced: " + e.getCause(), e.getCause());
    }
  }

  /** A wait is recorded at its end: the server stops before the recording does. */
  private void serve(Script script, ThreadGroup group) throws IOException, InterruptedException {
    try (Server server = style.server(options, new RecordingListener())) {
      server.start();
      var way = new Way(style.transport(), server.address(), options.tls());
      try (var _ = new StackSampler(group)) {
        var play =
            new PlayEvent(
                style.name(), style.transport().name(), Runtime.getRuntime().availableProcessors());
        play.begin();
        Play.perform(script, way, new ThreadGroup(group.getParent(), "clients"));
        play.commit();
      }
    }
  }
}
