// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.comparison.model.Cell;
import dev.parley.comparison.model.Comparison;
import dev.parley.comparison.model.Latency;
import dev.parley.comparison.model.Sample;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows of a comparison: medians instead of samples, curves instead of histograms.
 */
final class PageData {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final double NANOS = 1_000;

  /** Where curves have their points. */
  private static final double[] PERCENTILES = {
    0, 10, 25, 50, 75, 90, 95, 97.5, 99, 99.5, 99.75, 99.9, 99.95, 99.99, 99.999
  };

  /** A percentile above which fewer replies than this lie is left out of a curve. */
  private static final double ENOUGH = 3;

  private PageData() {}

  static ObjectNode of(Comparison all) {
    ObjectNode data = MAPPER.valueToTree(all);
    // How a server was started tells more of somebody's machine than a reader needs.
    data.path("subjects").forEach(subject -> without(subject, "command"));
    data.path("bystanders").forEach(one -> without(one.path("latency"), "histogram"));
    ArrayNode cells = data.putArray("cells");
    all.cells().forEach(cell -> cells.add(cell(cell)));
    data.put("interval", all.run().intervalInWords());
    data.set("advice", MAPPER.valueToTree(Advice.of(all)));
    data.set("percentiles", MAPPER.valueToTree(PERCENTILES));
    return data;
  }

  private static void without(JsonNode node, String field) {
    if (node instanceof ObjectNode object) {
      object.remove(field);
    }
  }

  private static ObjectNode cell(Cell cell) {
    List<Sample> samples = cell.samples();
    ObjectNode node = MAPPER.createObjectNode();
    node.put("workload", cell.workload());
    node.put("subject", cell.subject());
    node.put("clientBound", cell.clientBound());
    node.put("blocks", samples.size());
    put(node, "messagesPerSecond", cell, Sample::messagesPerSecond);
    put(node, "serverMicros", cell, Sample::serverMicros);
    put(node, "allocatedBytes", cell, Sample::allocatedBytes);
    node.put("errors", samples.stream().mapToLong(Sample::errors).sum());
    node.put("lost", samples.stream().mapToLong(Sample::lost).sum());
    Latency latency = cell.latency();
    if (latency != null) {
      node.put("p50", latency.p50());
      node.put("p99", latency.p99());
      latency.nanos().ifPresent(nanos -> node.set("curve", curve(nanos)));
    }
    return node;
  }

  private static void put(
      ObjectNode node,
      String name,
      Cell cell,
      Function<Sample, ? extends @Nullable Number> figure) {
    OptionalDouble median = cell.median(figure);
    if (median.isPresent()) {
      node.put(name, median.getAsDouble());
    }
  }

  private static ArrayNode curve(Histogram histogram) {
    ArrayNode curve = MAPPER.createArrayNode();
    for (double percentile : PERCENTILES) {
      if (histogram.getTotalCount() * (100 - percentile) / 100 >= ENOUGH) {
        curve.add(histogram.getValueAtPercentile(percentile) / NANOS);
      } else {
        curve.addNull();
      }
    }
    return curve;
  }
}
