// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parley.comparison.model.Bystander.Neighbour;
import dev.parley.comparison.model.Workload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GeneratorProcessTest {

  private static final JsonMapper MAPPER = new JsonMapper();

  @Test
  void answersEachOrderWithALine() throws IOException {
    try (var server = new ServerForTest("nio", options -> options.maximumConnections(6))) {
      List<JsonNode> reports =
          serve(
              order(Order.Task.LOAD, server, Workloads.closed(1, 1, 8), null, 0),
              order(Order.Task.LOAD, server, Workloads.open(100, 1, 8), Neighbour.SLOW, 2),
              order(Order.Task.GROW, server, null, null, 4),
              order(Order.Task.GROW, server, null, null, 9),
              order(Order.Task.LEAVE, server, null, null, 0),
              order(Order.Task.LOAD, server, Workloads.closed(7, 1, 8), null, 0));

      assertThat(reports.get(0).at("/result/messages").asLong()).isPositive();
      assertThat(reports.get(0).at("/result/server/busy").isNumber()).isTrue();
      assertThat(reports.get(1).at("/result/messages").asLong()).isPositive();
      assertThat(reports.get(2).at("/size/connections").asInt()).isEqualTo(4);
      assertThat(reports.get(3).at("/size/connections").asInt()).isEqualTo(6);
      assertThat(reports.get(3).at("/size/error").asText()).contains("BUSY");
      assertThat(reports.get(4).path("error").isNull()).isTrue();
      assertThat(reports.get(5).path("error").asText()).contains("BUSY");
      assertThat(reports).hasSize(6);
    }
  }

  private static Order order(
      Order.Task task,
      ServerForTest server,
      @Nullable Workload workload,
      @Nullable Neighbour neighbour,
      int connections) {
    return new Order(
        task,
        server.transport().scheme(),
        server.address().getAddress().getHostAddress(),
        server.address().getPort(),
        ProcessHandle.current().pid(),
        workload,
        0,
        0.2,
        neighbour,
        connections);
  }

  private static List<JsonNode> serve(Order... orders) throws IOException {
    var text = new StringBuilder();
    for (Order order : orders) {
      text.append(MAPPER.writeValueAsString(order)).append('\n');
    }
    var out = new ByteArrayOutputStream();
    GeneratorProcess.serve(
        new ByteArrayInputStream(text.toString().getBytes(UTF_8)),
        new PrintStream(out, true, UTF_8));
    List<JsonNode> reports = new ArrayList<>();
    for (String line : out.toString(UTF_8).lines().toList()) {
      reports.add(MAPPER.readTree(line));
    }
    return reports;
  }
}
