// SPDX-License-Identifier: Apache-2.0
// Wrong on purpose; see docs/framing.md.

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.stream.Collectors;

/** Takes each line for a message. */
public class Lines {

  public static void main(String[] args) throws IOException {
    List<String> messages = List.of("hello", "", "a title\nand a text", "bye");
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Socket sender = new Socket(listener.getInetAddress(), listener.getLocalPort());
        Socket receiver = listener.accept()) {
      for (String message : messages) {
        sender.getOutputStream().write((message + "\n").getBytes(UTF_8));
      }
      sender.shutdownOutput();
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(receiver.getInputStream(), UTF_8));
      System.out.println("sent:     " + text(messages));
      System.out.println("received: " + text(lines.lines().toList())); // reads to the end
    }
  }

  private static String text(List<String> messages) {
    return messages.stream()
        .map(message -> "[" + message.replace("\n", "\\n") + "]")
        .collect(Collectors.joining(" "));
  }
}
