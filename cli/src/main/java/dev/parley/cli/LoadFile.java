// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parley.comparison.load.LoadResult;
import dev.parley.comparison.model.Latency;
import dev.parley.comparison.model.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A load's result as JSON, one line. */
final class LoadFile {

  private static final String FORMAT = "parley-load/1";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private LoadFile() {}

  private record Told(
      @Nullable String format,
      @Nullable String target,
      @Nullable Workload workload,
      @Nullable LoadResult result) {}

  static String line(String target, Workload workload, LoadResult result) throws IOException {
    return MAPPER.writeValueAsString(new Told(FORMAT, target, workload, result));
  }

  /** Reads a result back. */
  static LoadResult read(Path file) {
    try {
      Told told = MAPPER.readValue(Files.readString(file), Told.class);
      if (!Objects.equals(told.format, FORMAT) || told.result == null) {
        throw wrong(file, "it is no result of load --format json");
      }
      Latency latency = told.result.latency();
      if (latency != null && latency.histogram() == null) {
        throw wrong(file, "its latency lacks the histogram, without which it cannot be added");
      }
      if (latency != null) {
        latency.requireReadable(); // before the load, not after it
      }
      return told.result;
    } catch (IllegalArgumentException e) {
      throw wrong(file, OneLine.of(e));
    } catch (JsonProcessingException e) {
      throw wrong(file, "it is no JSON: " + OneLine.of(e.getOriginalMessage()));
    } catch (IOException e) {
      throw wrong(file, OneLine.why(e));
    }
  }

  private static CommandException wrong(Path file, String why) {
    return new CommandException(
        ExitCode.USAGE, "--with: cannot read '%s': %s".formatted(file, why));
  }
}
