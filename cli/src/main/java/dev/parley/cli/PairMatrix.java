// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.conformance.run.TargetReport;
import dev.parley.conformance.target.Pair;
import dev.parley.conformance.verdict.Verdict;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The table of clients and servers, with what came of each two that speak the same. */
final class PairMatrix {

  private static final int FIRST_COLUMN = 50;
  private static final int GAP = 2;

  private final Map<Pair, TargetReport> reports = new LinkedHashMap<>();
  private final Set<String> clients = new LinkedHashSet<>();
  private final Set<String> servers = new LinkedHashSet<>();
  private final Paint paint;
  private final PrintStream out;

  PairMatrix(List<TargetReport> pairs, Paint paint, PrintStream out) {
    this.paint = paint;
    this.out = out;
    for (TargetReport report : pairs) {
      Pair pair = report.pair();
      if (pair != null) {
        reports.put(pair, report);
        clients.add(pair.client());
        servers.add(pair.server());
      }
    }
  }

  void print() {
    var heading = new StringBuilder(padded("client, and across the server", FIRST_COLUMN));
    servers.forEach(server -> heading.append(cell(server, server)));
    out.println(heading.toString().stripTrailing());
    for (String client : clients) {
      var line = new StringBuilder(padded(client, FIRST_COLUMN));
      servers.forEach(server -> line.append(verdict(client, server)));
      out.println(line.toString().stripTrailing());
    }
  }

  /** Returns an empty cell where the two speak different transports, or were not tried. */
  private String verdict(String client, String server) {
    TargetReport report = reports.get(new Pair(client, server));
    if (report == null || report.results().isEmpty()) {
      return cell(server, "");
    }
    Verdict verdict = new Conclusion(List.of(report)).verdict();
    String word = Matrix.word(verdict);
    return cell(server, word).replace(word, paint.of(verdict, word));
  }

  private static String cell(String server, String text) {
    int width = Math.max(server.length(), Matrix.word(Verdict.FAILED).length());
    return " ".repeat(GAP) + padded(text, width);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
