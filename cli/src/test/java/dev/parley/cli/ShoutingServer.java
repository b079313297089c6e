// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A program of the launch contract that answers every frame, of whatever type, in upper case. Given
 * a file in which to count its starts, it does so only when it is started for the second time.
 */
final class ShoutingServer {

  private static boolean shouts;

  private ShoutingServer() {}

  public static void main(String[] args) throws IOException {
    shouts = args.length == 0 || starts(Path.of(args[0])) == 2;
    int port = Integer.parseInt(System.getenv("PARLEY_PORT"));
    try (var listener = new ServerSocket(port, 10, InetAddress.getLoopbackAddress())) {
      System.out.println("LISTENING tcp://127.0.0.1:" + listener.getLocalPort());
      System.err.println("one \033[31mred\033[0m line");
      while (true) {
        Socket client = listener.accept();
        Thread.startVirtualThread(() -> serve(client));
      }
    }
  }

  private static long starts(Path counter) throws IOException {
    Files.write(counter, new byte[1], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return Files.size(counter);
  }

  private static void serve(Socket client) {
    try (client) {
      var in = new DataInputStream(client.getInputStream());
      var out = new DataOutputStream(client.getOutputStream());
      while (true) {
        answer(in, out);
      }
    } catch (IOException | NegativeArraySizeException e) {
      // This client is gone, or wants too much.
    }
  }

  private static void answer(DataInputStream in, DataOutputStream out) throws IOException {
    int length = in.readInt();
    int type = in.readUnsignedByte() | 0x80;
    int id = in.readInt();
    byte[] payload = new byte[length];
    in.readFully(payload);
    for (int i = 0; shouts && i < length; i++) {
      payload[i] = (byte) Character.toUpperCase((char) payload[i]);
    }
    out.writeInt(length);
    out.writeByte(type);
    out.writeInt(id);
    out.write(payload);
  }
}
