// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parley.comparison.model.Workload;
import dev.parley.protocol.Transport;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The generator as a process of its own: it takes orders, a line each, on standard input and
 * answers each with a line on standard output. One process serves a whole comparison, so that its
 * own code is compiled when the second server comes.
 */
public final class GeneratorProcess implements Closeable {

  private static final JsonMapper MAPPER = new JsonMapper();

  private @Nullable Crowd crowd;

  private GeneratorProcess() {}

  /**
   * Runs until standard input ends.
   *
   * @param args none
   * @throws IOException if standard input cannot be read
   */
  public static void main(String[] args) throws IOException {
    serve(System.in, System.out);
  }

  static void serve(InputStream in, PrintStream out) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(in, UTF_8));
    try (var process = new GeneratorProcess()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Order.Report report = process.report(MAPPER.readValue(line, Order.class));
        out.println(MAPPER.writeValueAsString(report));
        out.flush();
      }
    }
  }

  private Order.Report report(Order order) {
    try {
      return carryOut(order);
    } catch (IOException e) {
      return new Order.Report(null, null, String.valueOf(e.getMessage()));
    }
  }

  private Order.Report carryOut(Order order) throws IOException {
    return switch (order.task()) {
      case LOAD -> new Order.Report(load(order), null, null);
      case GROW -> {
        if (crowd == null) {
          crowd = generator(order).crowd();
        }
        yield new Order.Report(null, crowd.grow(order.connections()), null);
      }
      case LEAVE -> {
        close();
        yield new Order.Report(null, null, null);
      }
    };
  }

  private static LoadResult load(Order order) throws IOException {
    Workload workload = Objects.requireNonNull(order.workload());
    Generator generator = generator(order);
    double warm = order.warmSeconds();
    double measured = order.measuredSeconds();
    return order.neighbour() == null
        ? generator.run(workload, warm, measured)
        : generator.runBeside(order.neighbour(), order.connections(), workload, warm, measured);
  }

  private static Generator generator(Order order) throws IOException {
    Transport transport =
        Arrays.stream(Transport.values())
            .filter(one -> one.scheme().equals(order.transport()))
            .findFirst()
            .orElseThrow();
    var address = new InetSocketAddress(InetAddress.getByName(order.host()), order.port());
    Long process = order.process();
    return new Generator(
        transport, address, process == null ? null : ProcessHandle.of(process).orElse(null));
  }

  @Override
  public void close() throws IOException {
    if (crowd != null) {
      crowd.close();
      crowd = null;
    }
  }
}
