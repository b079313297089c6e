// SPDX-License-Identifier: Apache-2.0

package dev.parley.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Checks every page. With {@code -Ddocs.update} it writes into the pages what would make them true,
 * wherever that can be known, and fails only for the rest. With {@code -Ddocs.only=docs/nio.md} it
 * checks the pages whose names end so, several of them behind commas.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class DocumentsTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final boolean UPDATE = Boolean.getBoolean("docs.update");
  private static final List<String> ONLY =
      List.of(System.getProperty("docs.only", "").split(",", -1));

  private final Checker checker = new Checker(ROOT, Map.of("styles", new StylesTable(ROOT)));

  @AfterAll
  void tell() {
    System.out.println(checker.tally());
  }

  @TestFactory
  Stream<DynamicTest> pages() throws IOException {
    return checker.pages().stream()
        .filter(file -> ONLY.stream().anyMatch(file.toString()::endsWith))
        // The longest first, so that none of them begins when the others are done.
        .sorted(Comparator.comparingLong(file -> -file.toFile().length()))
        .map(file -> DynamicTest.dynamicTest(ROOT.relativize(file).toString(), () -> check(file)));
  }

  private void check(Path file) throws Exception {
    Page page = Page.read(file);
    List<Finding> findings = checker.check(page);
    String name = ROOT.relativize(file).toString();
    assertThat(UPDATE ? update(page, findings) : findings)
        .as("-Ddocs.update writes the new outputs, excerpts and tables into the pages")
        .extracting(finding -> finding.at(name))
        .isEmpty();
  }

  /** Returns the findings that are left for a person. */
  private static List<Finding> update(Page page, List<Finding> findings) throws IOException {
    Page corrected = page.corrected(findings);
    if (!corrected.equals(page)) {
      Files.write(page.file(), corrected.lines());
    }
    return findings.stream().filter(finding -> finding.correction().isEmpty()).toList();
  }

  @Test
  void every_chapter_has_its_place_in_the_order() throws IOException {
    String order = Files.readString(ROOT.resolve("docs/README.md"));
    try (Stream<Path> chapters = Files.list(ROOT.resolve("docs"))) {
      assertThat(chapters.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith(".md") && !name.equals("README.md"))
          .isNotEmpty()
          .allSatisfy(name -> assertThat(order).contains("](" + name + ")"));
    }
  }
}
