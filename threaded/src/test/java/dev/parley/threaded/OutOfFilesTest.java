// SPDX-License-Identifier: Apache-2.0

package dev.parley.threaded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.FrameEncoder;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A server in a process whose table of files is full. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no ulimit")
class OutOfFilesTest {

  private static final byte[] HI = {'h', 'i'};

  @Test
  void a_virtual_thread_can_wait_for_the_first_time_when_no_file_is_left() throws Exception {
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -n 100 && exec \"$0\" \"$@\"",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FullTable.class.getName())
            .redirectErrorStream(true)
            .start();
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8).lines())
        .containsExactly("it waits", "it answers");
  }

  /** The program: a client that lets the server wait for its first byte. */
  static final class FullTable {

    private FullTable() {}

    public static void main(String[] args) throws IOException {
      try (Server warm = start(new PoolStyle());
          Socket client = new Socket(warm.address().getAddress(), warm.address().getPort())) {
        ask(client); // loads classes, which are files, without a virtual thread that waits
      }
      try (Server server = start(new VirtualStyle())) {
        List<FileInputStream> files = fill();
        files.removeLast().close();
        files.removeLast().close(); // for both ends of the connection
        try (Socket client =
            new Socket(server.address().getAddress(), server.address().getPort())) {
          System.out.println(isSilent(client) ? "it waits" : "it has ended");
          System.out.println(ask(client) ? "it answers" : "it does not answer");
        }
        for (FileInputStream file : files) {
          file.close();
        }
      }
    }

    private static Server start(Style style) throws IOException {
      var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      Server server =
          style.server(
              ServerOptions.defaults().toBuilder().address(here).build(), ServerListener.NONE);
      server.start();
      return server;
    }

    private static List<FileInputStream> fill() {
      List<FileInputStream> files = new ArrayList<>();
      try {
        while (true) {
          files.add(new FileInputStream("/dev/null"));
        }
      } catch (IOException full) {
        return files;
      }
    }

    private static boolean isSilent(Socket client) throws IOException {
      client.setSoTimeout(500);
      try {
        return client.getInputStream().read() >= 0;
      } catch (SocketTimeoutException e) {
        return true;
      }
    }

    private static boolean ask(Socket client) throws IOException {
      byte[] request = FrameEncoder.frame(0x01, 1, HI).array();
      client.setSoTimeout(10_000);
      client.getOutputStream().write(request);
      return client.getInputStream().readNBytes(request.length).length == request.length;
    }
  }
}
