// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The openssl command, as a peer that nobody here wrote. Where it is missing, the test fails. */
final class Openssl implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Process process;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  private Openssl(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(arguments);
    try {
      process = new ProcessBuilder(command).start();
    } catch (IOException e) {
      throw new AssertionError("this test needs the openssl command: install it, please", e);
    }
    drain(process.getInputStream(), output);
    drain(process.getErrorStream(), errors);
  }

  static Openssl run(String... arguments) {
    return new Openssl(List.of(arguments));
  }

  /** Connects to a server and exchanges bytes with it by {@link #send} and {@link #expect}. */
  static Openssl client(int port, String... options) {
    List<String> arguments = new ArrayList<>(List.of("s_client", "-connect", "127.0.0.1:" + port));
    arguments.addAll(List.of(options));
    return new Openssl(arguments);
  }

  /** Listens, and takes one client. */
  static Openssl server(int port, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of("s_server", "-accept", "127.0.0.1:" + port, "-naccept", "1", "-quiet"));
    arguments.addAll(List.of(options));
    Openssl server = new Openssl(arguments);
    await().atMost(PATIENCE).until(() -> listens(port) || !server.process.isAlive());
    assertThat(server.process.isAlive()).as(server::errors).isTrue();
    return server;
  }

  /**
   * A connect would be the one client: a port that cannot be bound, though both sides would share
   * it, is one where someone listens. To listen here would take it from whom this waits for.
   */
  private static boolean listens(int port) {
    try (var socket = new Socket()) {
      socket.setReuseAddress(true);
      socket.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  Openssl send(byte[]... parts) throws IOException {
    for (byte[] part : parts) {
      process.getOutputStream().write(part);
    }
    process.getOutputStream().flush();
    return this;
  }

  /** Types a line, such as a command of s_client. */
  Openssl type(String line) throws IOException {
    return send((line + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  void endInput() throws IOException {
    process.getOutputStream().close();
  }

  /** Waits until the output contains these bytes, whatever stands around them. */
  Openssl expect(byte[] bytes) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(text(output)).as(this::errors).contains(text(bytes)));
    return this;
  }

  Openssl expectError(String part) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(errors()).contains(part));
    return this;
  }

  /** Waits for the end. */
  int exitStatus() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(this::errors).isTrue();
    return process.exitValue();
  }

  /** Returns what came, as long as a frame, for a server that has to answer it. */
  byte[] awaitOutput(int length) {
    await().atMost(PATIENCE).until(() -> output.size() >= length);
    return ByteBuffer.wrap(output.toByteArray()).slice(0, length).array();
  }

  String output() {
    return text(output);
  }

  String errors() {
    return text(errors);
  }

  /** One character for each byte. */
  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static String text(ByteArrayOutputStream bytes) {
    synchronized (bytes) {
      return text(bytes.toByteArray());
    }
  }

  private static void drain(InputStream from, ByteArrayOutputStream to) {
    Thread.startVirtualThread(() -> {
      byte[] chunk = new byte[8192];
      try {
        for (int count = from.read(chunk); count >= 0; count = from.read(chunk)) {
          synchronized (to) {
            to.write(chunk, 0, count);
          }
        }
      } catch (IOException e) {
        // The process was ended.
      }
    });
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
