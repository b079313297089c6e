// SPDX-License-Identifier: Apache-2.0

// Wrong on purpose; see docs/blocking.md.

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/** Knows what a frame is. Its clock, its last word and its end are as one first writes them. */
public class WholeFrames {

  private static final int LARGEST = option("PARLEY_MAX_PAYLOAD", 1048576);
  private static final int LONGEST_DELAY = option("PARLEY_MAX_DELAY_MS", 10000);
  private static final int FRAME_TIMEOUT = option("PARLEY_FRAME_TIMEOUT_MS", 10000);

  public static void main(String[] args) throws IOException {
    try (ServerSocket server = new ServerSocket(option("PARLEY_PORT", 7700))) {
      System.out.println("LISTENING tcp://127.0.0.1:" + server.getLocalPort());
      while (true) {
        try (Socket client = server.accept()) {
          client.setTcpNoDelay(true);
          serve(client);
        } catch (EOFException e) {
          // The client has left.
        } catch (IOException | InterruptedException e) {
          System.err.println(e);
        }
      }
    }
  }

  private static void serve(Socket client) throws IOException, InterruptedException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    try {
      while (true) {
        long length = Integer.toUnsignedLong(in.readInt());
        client.setSoTimeout(FRAME_TIMEOUT);
        int type = in.readUnsignedByte();
        int id = in.readInt();
        if (length > LARGEST) {
          send(client, 0xFF, id, new byte[] {1});
          return;
        }
        byte[] payload = new byte[(int) length];
        in.readFully(payload);
        client.setSoTimeout(0);
        answer(client, type, id, payload);
      }
    } catch (SocketTimeoutException e) {
      send(client, 0xFF, 0, new byte[] {4});
    }
  }

  private static void answer(Socket client, int type, int id, byte[] payload)
      throws IOException, InterruptedException {
    switch (type) {
      case 0x01 -> send(client, 0x81, id, payload);
      case 0x02 -> {
        long millis = payload.length < 4 ? LONGEST_DELAY + 1L : delay(payload);
        if (millis > LONGEST_DELAY) {
          send(client, 0xFF, id, new byte[] {3});
        } else {
          TimeUnit.MILLISECONDS.sleep(millis);
          send(client, 0x82, id, payload);
        }
      }
      default -> send(client, 0xFF, id, new byte[] {2});
    }
  }

  private static long delay(byte[] payload) {
    return Integer.toUnsignedLong(ByteBuffer.wrap(payload).getInt());
  }

  private static void send(Socket client, int type, int id, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.putInt(payload.length).put((byte) type).putInt(id).put(payload);
    client.getOutputStream().write(frame.array());
  }

  private static int option(String name, int otherwise) {
    String value = System.getenv().getOrDefault(name, "");
    return value.isEmpty() ? otherwise : Integer.parseInt(value);
  }
}
