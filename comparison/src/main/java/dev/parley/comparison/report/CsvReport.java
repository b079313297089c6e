// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.comparison.model.Cell;
import dev.parley.comparison.model.Comparison;
import dev.parley.comparison.model.Latency;
import dev.parley.comparison.model.Sample;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.OptionalDouble;

/** A comparison for spreadsheets: one row for each subject at each workload, medians of blocks. */
public final class CsvReport {

  private static final String HEAD =
      "workload,subject,blocks,client_bound,messages_per_second,server_micros,allocated_bytes,"
          + "p50_micros,p99_micros,p999_micros,errors,lost";

  private CsvReport() {}

  /**
   * Writes the table as RFC 4180 has it, in UTF-8; what is not known is empty. The stream stays
   * open.
   *
   * @throws IOException if the stream does
   */
  public static void write(Comparison comparison, OutputStream out) throws IOException {
    var text = new StringBuilder(HEAD).append("\r\n");
    comparison.cells().forEach(cell -> text.append(row(cell)).append("\r\n"));
    out.write(text.toString().getBytes(UTF_8));
    out.flush();
  }

  private static String row(Cell cell) {
    List<Sample> samples = cell.samples();
    Latency latency = cell.latency();
    return String.join(
        ",",
        text(cell.workload()),
        text(cell.subject()),
        String.valueOf(samples.size()),
        String.valueOf(cell.clientBound()),
        number(cell.median(Sample::messagesPerSecond)),
        number(cell.median(Sample::serverMicros)),
        number(cell.median(Sample::allocatedBytes)),
        latency == null ? ",," : latency.p50() + "," + latency.p99() + "," + latency.p999(),
        String.valueOf(samples.stream().mapToLong(Sample::errors).sum()),
        String.valueOf(samples.stream().mapToLong(Sample::lost).sum()));
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? String.valueOf(value.getAsDouble()) : "";
  }

  /** Quoted; and no spreadsheet takes it for a formula, whatever a program is called. */
  private static String text(String value) {
    boolean formula = !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0;
    return "\"" + (formula ? "'" : "") + value.replace("\"", "\"\"") + "\"";
  }
}
