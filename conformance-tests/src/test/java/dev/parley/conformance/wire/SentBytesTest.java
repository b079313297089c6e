// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.conformance.tls.Credentials;
import dev.parley.conformance.tls.Engines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes that the suite means to send are the bytes that leave, whatever carries them. */
class SentBytesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Payloads PAYLOADS = new Payloads(42);
  private static final int PIECE = 1_000;

  /** What every program in any language is told to send, not by the suite's own hand. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          example: echo of hi       | 00000002 01 00000007 6869
          example: delay of 250 ms  | 00000005 02 00000008 000000FA 78
          """)
  void framesAreThoseOfTheTestVectors(String name, String hex) throws IOException {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    assertThat(vector(name)).isEqualTo(bytes);
    assertThat(List.of(WireFrame.echo(7, ascii("hi")), WireFrame.delay(8, 250, ascii("x"))))
        .extracting(WireFrame::bytes)
        .contains(bytes);
  }

  @Test
  void headersAreUnsignedAndBigEndian() {
    assertThat(WireFrame.header(0x4745_5420L, 0x2F, 0x2048_5454)).isEqualTo(ascii("GET / HTT"));
    assertThat(WireFrame.header(0xFFFF_FFFFL, 0xFF, -2))
        .isEqualTo(HexFormat.of().parseHex("fffffffffffffffffe"));
  }

  @Test
  void overTcp() throws Exception {
    arrive(link -> link, link -> link, false);
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.3, 1", "TLSv1.3, 7", "TLSv1.3, 1000000", "TLSv1.2, 1000000"})
  void overTlsInPieces(String version, int size) throws Exception {
    arrive(link -> client(new RecutLink(link, size), version), SentBytesTest::server, size < 100);
  }

  @Test
  void overTlsWhenSeveralRecordsLeaveAtOnce() throws Exception {
    try (var watchdog = new Watchdog();
        var listener = new ProbeListener(PATIENCE, watchdog, SentBytesTest::server)) {
      CompletableFuture<Probe> accepted = CompletableFuture.supplyAsync(listener::accept);
      var pieces = new RecutLink(tcp(listener.address()), Integer.MAX_VALUE);
      var sender = new Probe(client(pieces, "TLSv1.3"), PATIENCE, watchdog);
      Probe receiver = accepted.join();
      List<WireFrame> frames = frames(true);

      pieces.merge();
      frames.forEach(sender::send);
      receiver.expectQuiet(Duration.ofMillis(50));
      pieces.release();
      receiver.expect(frames);
    }
  }

  @Test
  void inDatagrams() {
    try (DatagramProbe receiver = DatagramProbe.atLoopback(PATIENCE);
        DatagramProbe sender = DatagramProbe.to(receiver.address(), PATIENCE)) {
      for (int size : new int[] {0, 1, 8, 9, 1_500, 65_507}) {
        byte[] bytes = PAYLOADS.bytes(size, size);
        sender.sendBytes(bytes);
        assertThat(receiver.next(PATIENCE))
            .isInstanceOfSatisfying(
                Received.Datagram.class, came -> assertThat(came.bytes().array()).isEqualTo(bytes));
      }
    }
  }

  /** A layer over a connection. */
  private interface Layer {
    Link over(Link link);
  }

  private static void arrive(Layer client, Layer server, boolean few) throws Exception {
    try (var watchdog = new Watchdog();
        var listener = new ProbeListener(PATIENCE, watchdog, server::over)) {
      CompletableFuture<Probe> accepted = CompletableFuture.supplyAsync(listener::accept);
      var sender = new Probe(client.over(tcp(listener.address())), PATIENCE, watchdog);
      Probe receiver = accepted.join();
      List<WireFrame> frames = frames(few);
      byte[] all = WireFrame.bytes(frames);

      CompletableFuture<Void> sent =
          CompletableFuture.runAsync(() -> {
            sender.send(frames.toArray(new WireFrame[0]));
            sender.sendInPieces(all, PIECE, Duration.ZERO);
            assertThat(sender.pump(all)).isTrue();
            sender.end();
          });
      for (int way = 0; way < 3; way++) {
        receiver.expect(frames);
      }
      receiver.expectEnd();
      sent.join();

      assertThat(sender.transcript().sentBytes()).isEqualTo(3L * all.length);
      assertThat(receiver.transcript().receivedBytes()).isEqualTo(3L * all.length);
      sender.close();
    }
  }

  private static List<WireFrame> frames(boolean few) {
    int[] sizes = few ? new int[] {0, 1, 700} : new int[] {0, 1, 16_375, 16_384, 70_000};
    return Arrays.stream(sizes)
        .mapToObj(size -> WireFrame.echo(size, PAYLOADS.bytes(size, size)))
        .toList();
  }

  private static TcpLink tcp(InetSocketAddress address) throws IOException {
    return TcpLink.connect(address, 0, PATIENCE);
  }

  private static Link client(Link link, String version) {
    var nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    return TlsLink.open(link, Engines.with(null).client(nobody, version), PATIENCE);
  }

  private static Link server(Link link) {
    return TlsLink.open(link, Engines.with(Credentials.LOCALHOST).server(), PATIENCE);
  }

  private static byte[] vector(String name) throws IOException {
    Path module = Path.of(System.getProperty("basedir", ""));
    JsonNode root = new ObjectMapper().readTree(module.resolve("../test-vectors.json").toFile());
    var bytes = new ByteArrayOutputStream();
    for (JsonNode stream : root.required("streams")) {
      if (stream.required("name").asText().equals(name)) {
        stream
            .required("send")
            .forEach(piece ->
                bytes.writeBytes(
                    HexFormat.of().parseHex(piece.required("hex").asText().replace(" ", ""))));
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
