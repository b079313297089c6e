// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.comparison.model.Bystander.Neighbour;
import dev.parley.comparison.model.Latency;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class GeneratorTest {

  /** The first echo of each of the connections that {@link #run} makes. */
  private static final long GREETINGS = 2;

  @ParameterizedTest
  @CsvSource({
    "nio, 1, 1, 64", "nio, 4, 32, 64", "nio, 2, 1, 100000", "nio, 3, 2, 0",
    "virtual, 2, 5, 1000", "udp, 1, 1, 64", "udp, 4, 8, 1024", "tls-nio, 1, 1, 64",
    "tls-nio, 4, 32, 64", "tls, 2, 1, 70000"
  })
  void aClosedLoopCountsRepliesThatAreRight(String style, int connections, int depth, int payload)
      throws IOException {
    try (var server = new ServerForTest(style)) {
      LoadResult result =
          server.generator().run(Workloads.closed(connections, depth, payload), 0.05, 0.2);

      assertThat(result.error()).isNull();
      assertThat(result.messages()).isPositive();
      // Of the first replies the requests were sent before the time that is measured.
      assertThat(Objects.requireNonNull(result.latency()).count())
          .isBetween(result.messages() - (long) connections * depth, result.messages());
      assertThat(result.messagesPerSecond()).isEqualTo(result.messages() / result.seconds());
      assertThat(result.seconds()).isGreaterThanOrEqualTo(0.2);
      assertThat(result.stopped()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"nio, 3", "udp, 2", "tls-nio, 2"})
  void anOpenLoopKeepsItsRate(String style, int connections) throws IOException {
    try (var server = new ServerForTest(style)) {
      LoadResult result = server.generator().run(Workloads.open(500, connections, 16), 0.1, 0.6);

      assertThat(result.error()).isNull();
      assertThat(result.messages()).isPositive();
      requireRate(result, 500);
    }
  }

  @Test
  void anOpenLoopWaitsFromTheTimeWhenARequestWasDue() throws IOException {
    // One that answers nobody for a while: all that was due meanwhile has waited.
    try (var server = new SleepyServer(400)) {
      var generator = new Generator(Transport.TCP, server.address(), null);

      LoadResult result = generator.run(Workloads.open(200, 1, 4), 0, 1);

      Latency latency = Objects.requireNonNull(result.latency());
      assertThat(latency.max()).isGreaterThan(250_000.0);
      // Had the next request waited for the reply before it, one alone would be late.
      assertThat(latency.p90()).isGreaterThan(100_000.0);
    }
  }

  @Test
  void whoGetsNoAnswerInAnOpenLoopHasWaitedUntilTheEnd() throws IOException {
    try (var server = new SleepyServer(20_000)) {
      var generator = new Generator(Transport.TCP, server.address(), null);

      LoadResult result = generator.run(Workloads.open(200, 1, 4), 0, 0.5);

      assertThat(result.messages()).isZero();
      requireRate(result, 200);
      double half = result.seconds() / 2 * 1e6;
      assertThat(Objects.requireNonNull(result.latency()).p50()).isBetween(0.8 * half, 1.2 * half);
    }
  }

  @Test
  void churnMakesAConnectionForEachRequest() throws IOException {
    try (var server = new ServerForTest("nio")) {
      LoadResult result = server.generator().run(Workloads.churn(), 0, 0.2);

      assertThat(result.error()).isNull();
      assertThat(result.messages()).isPositive();
    }
  }

  @Test
  void tellsWhatBothSidesUsed() throws IOException {
    try (var server = new ServerForTest("nio")) {
      LoadResult result = server.generator().run(Workloads.closed(2, 4, 64), 0, 0.3);

      assertThat(result.generatorBusy()).isPositive();
      assertThat(Objects.requireNonNull(result.server()).busy()).isPositive();
      assertThat(result.generatorMicros()).isPositive();
      assertThat(result.serverMicros()).isPositive();
    }
  }

  @Test
  void aServerThatOnlySendsBackIsTakenToo() throws IOException {
    try (var server = new SleepyServer(0)) {
      var generator = new Generator(Transport.TCP, server.address(), null);

      LoadResult result = generator.run(Workloads.closed(1, 2, 64), 0, 0.1);

      assertThat(result.error()).isNull();
      assertThat(result.messages()).isPositive();
    }
  }

  @Test
  void saysThatTheServerIsFull() throws IOException {
    try (var server = new ServerForTest("nio", options -> options.maximumConnections(2))) {
      assertThatThrownBy(() -> server.generator().run(Workloads.closed(3, 1, 1), 0, 0.1))
          .isInstanceOf(IOException.class)
          .hasMessage("the server says ERROR BUSY (connection 3)");
    }
  }

  @Test
  void saysThatAReplyIsAnError() throws IOException {
    try (var server = new ServerForTest("nio", options -> options.maximumPayload(10))) {
      LoadResult result = server.generator().run(Workloads.closed(1, 1, 11), 0, 5);

      assertThat(result.error()).isEqualTo("the server says ERROR TOO_LARGE");
      assertThat(result.errors()).isEqualTo(1);
      assertThat(result.messages()).isZero();
      assertThat(result.latency()).isNull();
      assertThat(result.serverMicros()).isNull();
    }
  }

  @Test
  void saysThatTheServerLeft() throws IOException {
    var requests = new Requests();
    var server = new ServerForTest("nio", options -> options, requests);
    CompletableFuture<LoadResult> result =
        CompletableFuture.supplyAsync(
            () -> run(server.generator(), 30), Thread::startVirtualThread);
    await().until(() -> requests.count.get() > GREETINGS);

    server.close();

    assertThat(result.join().error()).isNotNull();
    assertThat(result.join().stopped()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"TCP, 'Connection refused'", "TLS, 'Connection refused'"})
  void saysThatNobodyIsThere(Transport transport, String text) throws IOException {
    var generator = new Generator(transport, freePort(), null);

    assertThatThrownBy(() -> generator.run(Workloads.closed(1, 1, 1), 0, 1))
        .isInstanceOf(IOException.class)
        .hasMessage(text);
  }

  @Test
  void saysThatNobodyIsThereForDatagrams() throws IOException {
    var generator = new Generator(Transport.UDP, freePort(), null);

    assertThat(generator.run(Workloads.closed(1, 1, 1), 0, 20).error())
        .isEqualTo("nobody is at that port");
  }

  @Test
  void keepsWhatItHasWhenItIsStopped() throws Exception {
    var requests = new Requests();
    try (var server = new ServerForTest("nio", options -> options, requests)) {
      Generator generator = server.generator();
      CompletableFuture<LoadResult> result =
          CompletableFuture.supplyAsync(() -> run(generator, 50), Thread::startVirtualThread);

      // More than can be on their way at once: a reply has been counted.
      await().until(() -> requests.count.get() > GREETINGS + 4);
      generator.stop();

      assertThat(result.get(20, TimeUnit.SECONDS).stopped()).isTrue();
      assertThat(result.join().messages()).isPositive();
    }
  }

  @ParameterizedTest
  @CsvSource({"NONE", "SLOW", "DELAY", "NEVER_READS"})
  void aBystanderIsAnsweredBesideAnyNeighbour(Neighbour neighbour) throws IOException {
    try (var server = new ServerForTest("nio")) {
      LoadResult result =
          server.generator().runBeside(neighbour, 2, Workloads.open(200, 1, 16), 0.2, 0.3);

      assertThat(result.error()).isNull();
      assertThat(result.messages()).isPositive();
      requireRate(result, 200);
    }
  }

  /** All that were due have an answer, have waited for one until the end, or are lost. */
  private static void requireRate(LoadResult result, double rate) {
    double due = rate * result.seconds();
    long waited = Objects.requireNonNull(result.latency()).count();
    // Where the window begins and ends is between two of them.
    assertThat((double) waited).isLessThan(due + 2);
    assertThat((double) waited + result.lost()).isGreaterThan(due - 2);
  }

  /** Counts what a server reads. */
  private static final class Requests implements ServerListener {

    private final AtomicLong count = new AtomicLong();

    @Override
    public void frameIn(long connection, int type, int id, int payloadLength) {
      count.incrementAndGet();
    }
  }

  private static LoadResult run(Generator generator, double seconds) {
    try {
      return generator.run(Workloads.closed(2, 2, 16), 0, seconds);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static InetSocketAddress freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return (InetSocketAddress) socket.getLocalSocketAddress();
    }
  }
}
