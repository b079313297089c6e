// SPDX-License-Identifier: Apache-2.0

package dev.parley.async;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import dev.parley.protocol.Client;
import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.CloseReason;
import dev.parley.protocol.Endpoint;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.ErrorReplyException;
import dev.parley.protocol.FrameEncoder;
import dev.parley.protocol.FrameType;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.spi.AsynchronousChannelProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What no client can bring about on demand; the rest is the conformance suite's affair. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AsynchronousServerTest {

  private static final byte[] HI = "hi".getBytes(UTF_8);
  private static final ServerOptions OPTIONS =
      ServerOptions.defaults().toBuilder()
          .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
          .receiveBuffer(64 * 1024)
          .sendBuffer(64 * 1024)
          .build();

  private final Recorder recorder = new Recorder();
  private final ConcurrentLinkedQueue<Throwable> uncaught = new ConcurrentLinkedQueue<>();

  /** A handler that throws costs the group a thread, which it replaces without a word. */
  @BeforeEach
  void watch_the_threads() {
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> uncaught.add(failure));
  }

  @AfterEach
  void no_thread_died_of_an_exception() {
    Thread.setDefaultUncaughtExceptionHandler(null);
    assertThat(uncaught).isEmpty();
  }

  @AfterEach
  void no_thread_is_left() {
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("async-") && !name.equals("async-client"))
        .noneMatch(name -> name.startsWith("timer-"));
  }

  @Test
  void tells_what_happens_in_order() throws Exception {
    try (Server server = start(OPTIONS)) {
      try (Client client = client(server)) {
        client.echo(HI);
        client.delay(Duration.ofMillis(1), HI);
      }
      await().until(() -> recorder.events.contains("closed 1 PEER_CLOSED"));
    }
    assertThat(recorder.events)
        .containsExactly(
            "opened 1",
            "in 1 2 bytes",
            "out 81 2 bytes",
            "in 2 6 bytes",
            "out 82 6 bytes",
            "closed 1 PEER_CLOSED");
  }

  @Test
  void tells_that_a_client_vanished() throws Exception {
    try (Server server = start(OPTIONS)) {
      try (Socket rude = new Socket()) {
        rude.connect(server.address());
        await().until(() -> recorder.events.contains("opened 1"));
        rude.setSoLinger(true, 0);
      }
      await().until(() -> recorder.events.contains("closed 1 PEER_FAILED"));
    }
  }

  @Test
  void a_listener_that_throws_ends_its_connection_and_no_other() throws Exception {
    for (String event : List.of("opened", "in", "out", "closed")) {
      recorder.events.clear();
      try (Server server = start(OPTIONS);
          Client bystander = client(server)) {
        bystander.echo(HI);
        recorder.failOn = event;
        try (Client client = client(server)) {
          if (!event.equals("closed")) {
            assertThatThrownBy(() -> client.echo(HI)).isInstanceOf(IOException.class);
          }
        }
        String reason = event.equals("closed") ? "PEER_CLOSED" : "INTERNAL";
        await().until(() -> recorder.events.contains("closed 2 " + reason));
        recorder.failOn = "";
        assertThat(bystander.echo(HI)).isEqualTo(HI);
      }
    }
  }

  @Test
  void a_listener_that_throws_at_a_reset_costs_no_thread() throws Exception {
    recorder.failOn = "closed";
    try (Server server = start(OPTIONS)) {
      try (Socket rude = socket(server)) {
        await().until(() -> recorder.events.contains("opened 1"));
        rude.setSoLinger(true, 0);
      }
      await().until(() -> recorder.events.contains("closed 1 PEER_FAILED"));
    }
  }

  @Test
  void a_taken_port_is_named_and_leaves_nothing_behind_but_the_chance_to_try_again()
      throws Exception {
    Server server;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var address = (InetSocketAddress) taken.getLocalSocketAddress();
      server = server(OPTIONS.toBuilder().address(address).build());
      assertThatThrownBy(server::start)
          .isInstanceOf(BindException.class)
          .hasMessageContaining(Endpoint.text(address));
      assertThatThrownBy(server::address).isInstanceOf(IllegalStateException.class);
      no_thread_is_left();
    }
    server.start();
    try (Client client = client(server)) {
      assertThat(client.delay(Duration.ofMillis(1), HI)).isEqualTo(HI);
    }
    server.close();
  }

  @Test
  void an_unknown_host_cannot_be_bound() {
    var unknown = InetSocketAddress.createUnresolved("nowhere.invalid", 1);
    Server server = server(OPTIONS.toBuilder().address(unknown).build());
    assertThatThrownBy(server::start)
        .isInstanceOf(BindException.class)
        .hasMessage("cannot bind nowhere.invalid:1: no such host");
  }

  @Test
  void starts_once_and_closes_as_often_as_anyone_likes() throws Exception {
    Server server = start(OPTIONS);
    assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
    Thread other = Thread.ofPlatform().start(server::close);
    server.close();
    other.join();
    server.close();
    assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
    Server never = server(OPTIONS);
    never.close();
    assertThatThrownBy(never::start).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void the_same_port_can_be_bound_again_and_again() throws Exception {
    Server first = start(OPTIONS);
    ServerOptions same = OPTIONS.toBuilder().address(first.address()).build();
    first.close();
    for (int i = 0; i < 20; i++) {
      try (Server server = start(same);
          Client client = client(server)) {
        assertThat(client.echo(HI)).isEqualTo(HI);
      }
    }
  }

  @Test
  void goes_on_after_failed_accepts_without_spinning() throws Exception {
    var failures = new AtomicInteger();
    var provider =
        listening((real, fake) ->
            doAnswer(
                    accept -> {
                      if (failures.getAndIncrement() < 3) {
                        CompletionHandler<?, Object> handler = accept.getArgument(1);
                        handler.failed(
                            new SocketException("Too many open files"), accept.getArgument(0));
                      } else {
                        real.accept(accept.getArgument(0), accept.getArgument(1));
                      }
                      return null;
                    })
                .when(fake)
                .accept(any(), any()));
    long start = System.nanoTime();
    try (Server server = new AsynchronousServer(OPTIONS, recorder, provider)) {
      server.start();
      try (Client client = client(server)) {
        assertThat(client.echo(HI)).isEqualTo(HI);
      }
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
    assertThat(recorder.events.stream().filter("accept failed Too many open files"::equals))
        .hasSize(3);
  }

  @Test
  void a_close_that_fails_still_ends_everything() throws Exception {
    var provider =
        listening((real, fake) ->
            doAnswer(
                    close -> {
                      real.close();
                      throw new IOException("no close");
                    })
                .when(fake)
                .close());
    Server server = new AsynchronousServer(OPTIONS, recorder, provider);
    server.start();
    server.close();
    assertThat(recorder.events).containsExactly("accept failed no close");
  }

  @Test
  void a_delay_is_cut_at_the_drain_deadline() throws Exception {
    Server server = start(OPTIONS.toBuilder().drainTimeout(Duration.ofMillis(200)).build());
    try (AsynchronousClient client = client(server)) {
      var reply = client.delayAsync(Duration.ofSeconds(9), HI);
      await().until(() -> recorder.events.contains("in 2 6 bytes"));
      server.close();
      assertThatThrownBy(reply::join).hasCauseInstanceOf(IOException.class);
      assertThat(recorder.events).contains("closed 1 CUT").doesNotContain("out 82 6 bytes");
    }
  }

  @Test
  void a_stop_without_a_drain_cuts_who_waits_for_input() throws Exception {
    Server server = start(OPTIONS.toBuilder().drainTimeout(Duration.ZERO).build());
    try (AsynchronousClient client = client(server)) {
      client.echo(HI);
      server.close();
      assertThat(recorder.events).contains("closed 1 CUT");
    }
  }

  @Test
  void a_client_that_never_reads_is_closed_by_the_write_clock() throws Exception {
    ServerOptions options = OPTIONS.toBuilder().writeTimeout(Duration.ofMillis(300)).build();
    try (Server server = start(options);
        Socket deaf = new Socket()) {
      deaf.setReceiveBufferSize(4096);
      deaf.connect(server.address());
      byte[] frame = FrameEncoder.frame(FrameType.ECHO, 1, new byte[1024 * 1024]).array();
      assertThatThrownBy(
              () -> {
                for (int sum = 0; sum < 128 * 1024 * 1024; sum += frame.length) {
                  deaf.getOutputStream().write(frame);
                }
              })
          .isInstanceOf(IOException.class);
      await().until(() -> recorder.events.contains("closed 1 WRITE_TIMEOUT"));
    }
  }

  @Test
  void a_peer_that_stays_after_its_error_is_waited_for_and_not_for_ever() throws Exception {
    try (Server server = start(OPTIONS);
        Socket stays = socket(server)) {
      long start = System.nanoTime();
      stays.getOutputStream().write(new byte[] {-1, -1, -1, -1, 1, 0, 0, 0, 7});
      assertThat(stays.getInputStream().readAllBytes()).startsWith(0, 0, 0);
      await().until(() -> recorder.events.contains("closed 1 TOO_LARGE"));
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
    }
  }

  @Test
  void tells_sixty_four_at_once_that_it_is_busy_and_just_closes_the_rest() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try (Server server = start(OPTIONS.toBuilder().maximumConnections(1).build());
        Client only = client(server)) {
      only.echo(HI);
      for (int i = 0; i < 80; i++) {
        sockets.add(socket(server));
      }
      int told = 0;
      for (Socket socket : sockets) {
        told += readToTheEnd(socket) > 0 ? 1 : 0;
      }
      assertThat(told).isBetween(64, 79);
      assertThat(only.echo(HI)).isEqualTo(HI);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private static Socket socket(Server server) throws IOException {
    Socket socket = new Socket(server.address().getAddress(), server.address().getPort());
    socket.setSoTimeout(5_000);
    return socket;
  }

  private static int readToTheEnd(Socket socket) throws IOException {
    try {
      return socket.getInputStream().readAllBytes().length;
    } catch (SocketException e) {
      return 0; // reset: closed without a word
    }
  }

  @Test
  void a_slot_is_free_again_when_its_client_has_left() throws Exception {
    try (Server server = start(OPTIONS.toBuilder().maximumConnections(1).build())) {
      try (Client first = client(server)) {
        first.echo(HI);
        try (Client second = client(server)) {
          assertThatThrownBy(() -> second.echo(HI))
              .isInstanceOfSatisfying(
                  ErrorReplyException.class, e -> assertThat(e.code()).contains(ErrorCode.BUSY));
        }
      }
      await().until(() -> recorder.events.contains("closed 1 PEER_CLOSED"));
      try (Client third = client(server)) {
        assertThat(third.echo(HI)).isEqualTo(HI);
      }
    }
  }

  @Test
  void an_interrupted_close_cuts_at_once_and_stays_interrupted() throws Exception {
    Server server = start(OPTIONS);
    var closed = new CountDownLatch(1);
    try (Client client = client(server)) {
      client.echo(HI);
      Thread closer =
          Thread.ofPlatform()
              .start(() -> {
                Thread.currentThread().interrupt();
                server.close();
                if (Thread.currentThread().isInterrupted()) {
                  closed.countDown();
                }
              });
      closer.join(Duration.ofSeconds(2));
    }
    assertThat(closed.getCount()).isZero();
    await().untilAsserted(this::no_thread_is_left);
  }

  private interface Faults {
    void arrange(AsynchronousServerSocketChannel real, AsynchronousServerSocketChannel fake)
        throws IOException;
  }

  /** Returns the system's provider, but with a listening channel that has faults. */
  private static AsynchronousChannelProvider listening(Faults faults) throws IOException {
    var system = AsynchronousChannelProvider.provider();
    var provider = mock(AsynchronousChannelProvider.class, delegatesTo(system));
    doAnswer(
            open -> {
              var real = system.openAsynchronousServerSocketChannel(open.getArgument(0));
              var fake = mock(AsynchronousServerSocketChannel.class, delegatesTo(real));
              faults.arrange(real, fake);
              return fake;
            })
        .when(provider)
        .openAsynchronousServerSocketChannel(any());
    return provider;
  }

  private Server server(ServerOptions options) {
    return new AsyncStyle().server(options, recorder);
  }

  private Server start(ServerOptions options) throws IOException {
    Server server = server(options);
    server.start();
    return server;
  }

  private static AsynchronousClient client(Server server) throws IOException {
    return AsynchronousClient.connect(ClientOptions.to(server.address()));
  }

  private static final class Recorder implements ServerListener {

    final ConcurrentLinkedQueue<String> events = new ConcurrentLinkedQueue<>();
    volatile String failOn = "";

    @Override
    public void opened(long connection, SocketAddress peer) {
      tell("opened", "opened " + connection);
    }

    @Override
    public void closed(long connection, CloseReason reason) {
      tell("closed", "closed " + connection + " " + reason);
    }

    @Override
    public void frameIn(long connection, int type, int id, int payloadLength) {
      tell("in", "in %x %d bytes".formatted(type, payloadLength));
    }

    @Override
    public void frameOut(long connection, int type, int id, int payloadLength) {
      tell("out", "out %x %d bytes".formatted(type, payloadLength));
    }

    @Override
    public void acceptFailed(Exception failure) {
      tell("accept", "accept failed " + failure.getMessage());
    }

    private void tell(String event, String text) {
      events.add(text);
      if (event.equals(failOn)) {
        throw new IllegalStateException("a faulty listener");
      }
    }
  }
}
