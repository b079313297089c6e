// SPDX-License-Identifier: Apache-2.0

package dev.parley.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks pages of one project. Several pages may be checked at the same time. */
final class Checker {

  private final Path root;
  private final Tally tally = new Tally();
  private final Links links = new Links(tally);
  private final Tables tables;

  /**
   * Makes the checker of a project.
   *
   * @param generators what makes the generated parts, by the names that pages give them
   */
  Checker(Path root, Map<String, Tables.Generator> generators) {
    this.root = root;
    this.tables = new Tables(generators, tally);
  }

  /** Returns every page of the project; none has to be registered. */
  List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !root.relativize(file).toString().matches("(.*/)?(target|\\.[^/]*)/.*"))
          .sorted()
          .toList();
    }
  }

  Tally tally() {
    return tally;
  }

  /** Returns what is not true on a page. */
  List<Finding> check(Page page) throws IOException, InterruptedException {
    List<Finding> findings = new ArrayList<>();
    for (Block block : page.blocks()) {
      findings.addAll(check(page, block));
    }
    if (page.blocks().stream().anyMatch(Kind.CONSOLE::is)) {
      findings.addAll(run(page));
    }
    findings.addAll(tables.check(page));
    findings.addAll(links.check(page));
    findings.addAll(new Rules(Page.read(root.resolve("PROTOCOL.md"))).check(page));
    return findings;
  }

  private List<Finding> run(Page page) throws IOException, InterruptedException {
    List<String> runElsewhere = Files.readAllLines(root.resolve(".ci/run"));
    try (var workplace = new Workplace(root)) {
      return new Console(runElsewhere, tally).check(page, workplace);
    }
  }

  private List<Finding> check(Page page, Block block) throws IOException {
    Optional<Kind> kind = Kind.of(block);
    if (kind.isEmpty()) {
      return List.of(
          Finding.of(block.start() - 1, "a block that nothing checks; see CONTRIBUTING.md"));
    }
    tally.block(kind.get());
    return switch (kind.get()) {
      case EXCERPT -> Excerpt.check(page.file(), block).stream().toList();
      case BYTES -> Bytes.ofVectors(root.resolve("test-vectors.json")).check(block);
      case DRAWING -> Drawing.check(block);
      case PROGRAM -> isRun(page, block);
      case CONSOLE -> List.of();
    };
  }

  private static List<Finding> isRun(Page page, Block program) {
    String name = Kind.savedAs(program).orElseThrow();
    boolean run =
        page.blocks().stream()
            .filter(block -> block.start() > program.start())
            .filter(Kind.CONSOLE::is)
            .flatMap(block -> Step.of(block).stream())
            .anyMatch(step -> step.command().contains(name));
    return run ? List.of() : List.of(Finding.of(program.start(), "a program that no command runs"));
  }
}
