// SPDX-License-Identifier: Apache-2.0

package dev.parley.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.Style;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StyleFiguresTest {

  private static final String FIGURES =
      """
      {
        "format": "parley-comparison/1",
        "machine": {"system": "Linux", "architecture": "amd64", "processors": 2, "java": "25",
          "virtualMachine": "HotSpot", "pinning": "none"},
        "run": {"started": "2026-01-01T00:00:00Z", "seconds": 1, "quick": true, "complete": true,
          "seed": 1, "plannedBlocks": 3, "blocks": 3, "warmSeconds": 1, "measuredSeconds": 1},
        "subjects": [
          {"name": "nio", "kind": "STYLE", "transport": "tcp", "summary": "", "command": []},
          {"name": "pool", "kind": "STYLE", "transport": "tcp", "summary": "", "command": []},
          {"name": "blocking", "kind": "STYLE", "transport": "tcp", "summary": "", "command": []}],
        "workloads": [
          {"id": "w2", "title": "64 connections", "transport": "tcp", "loop": "CLOSED",
            "connections": 64, "depth": 1, "payload": 64, "idle": 0}],
        "cells": [
          {"workload": "w1", "subject": "nio", "samples": [SAMPLE]},
          {"workload": "w2", "subject": "nio", "samples": [SAMPLE]},
          {"workload": "w2", "subject": "pool", "samples": [SAMPLE]},
          {"workload": "w1", "subject": "blocking", "samples": [SAMPLE]}],
        "memory": [
          {"subject": "nio", "points": [], "residentPerConnection": 1536.0},
          {"subject": "pool", "points": []}],
        "ratios": [
          {"workload": "w2", "figure": "messagesPerSecond", "subject": "pool", "baseline": "nio",
            "blocks": 3, "median": 0.5, "low": 0.4, "high": 0.6, "differs": true},
          {"workload": "w1", "figure": "messagesPerSecond", "subject": "blocking",
            "baseline": "nio", "blocks": 3, "median": 1.0, "low": 0.9, "high": 1.1,
            "differs": false}]
      }
      """
          .replace(
              "SAMPLE",
              """
              {"block": 0, "seconds": 1, "messages": 12345, "messagesPerSecond": 12345.0,
                "errors": 0, "lost": 0, "clientBound": false, "threads": 14}\
              """);

  @TempDir private Path directory;

  @Test
  void tells_each_style_by_its_typical_workload() throws Exception {
    StyleFigures figures = figures();

    assertThat(figures.throughput("nio")).isEqualTo("12,345/s");
    assertThat(figures.throughput("pool")).isEqualTo("0.50 (0.40–0.60)");
    assertThat(figures.throughput("blocking")).isEqualTo("1.00 (0.90–1.10) ~ at w1");
    assertThat(figures.throughput("udp")).isEqualTo("–");
    assertThat(figures.threads("pool")).isEqualTo("14");
    assertThat(figures.threads("udp")).isEqualTo("–");
  }

  @Test
  void tells_memory_where_it_was_measured() throws Exception {
    StyleFigures figures = figures();

    assertThat(figures.memory("nio")).isEqualTo("1.5 KiB");
    assertThat(figures.memory("pool")).isEqualTo("–");
    assertThat(figures.memory("blocking")).isEqualTo("–");
  }

  @Test
  void says_what_the_report_says_where_that_puts_a_style_first() throws Exception {
    StyleFigures figures = figures();

    assertThat(figures.chooseWhen("nio")).startsWith("you want the highest throughput at w2");
    assertThat(figures.chooseWhen("pool")).startsWith("the number of threads ");
    assertThat(Style.all())
        .allSatisfy(style -> assertThat(figures.chooseWhen(style.name())).endsWith("."));
  }

  private StyleFigures figures() throws Exception {
    return StyleFigures.read(Files.writeString(directory.resolve("figures.json"), FIGURES));
  }
}
