// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A comparison as JSON. A reader passes over fields that it does not know. */
public final class ComparisonFile {

  /**
   * What the field {@code format} says; a change that older readers cannot understand raises it.
   */
  public static final String FORMAT = "parley-comparison/1";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private ComparisonFile() {}

  /**
   * Writes a comparison, as UTF-8; the stream stays open.
   *
   * @throws IOException if the stream does
   */
  public static void write(Comparison comparison, OutputStream out) throws IOException {
    // Through bytes: the mapper would close the stream.
    out.write(MAPPER.writeValueAsBytes(comparison));
    out.write('\n');
    out.flush();
  }

  /**
   * Reads a comparison back.
   *
   * @throws IOException if it cannot be read, or is none of this format; the message says what is
   *     wrong with it in one line
   */
  public static Comparison read(InputStream in) throws IOException {
    try {
      JsonNode root = MAPPER.readTree(in);
      String format = root.path("format").asText();
      if (!format.equals(FORMAT)) {
        throw new IOException("its format is '%s', not '%s'".formatted(format, FORMAT));
      }
      require(root, "machine");
      require(root, "run");
      Comparison comparison = MAPPER.treeToValue(root, Comparison.class);
      comparison.latencies().forEach(Latency::requireReadable);
      return comparison;
    } catch (JsonProcessingException e) {
      throw new IOException("it is no comparison: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static void require(JsonNode root, String field) throws IOException {
    if (!root.has(field)) {
      throw new IOException("it lacks the field '%s'".formatted(field));
    }
  }
}
