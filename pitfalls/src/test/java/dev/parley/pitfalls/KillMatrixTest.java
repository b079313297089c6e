// SPDX-License-Identifier: Apache-2.0

package dev.parley.pitfalls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.conformance.run.Catalogue;
import dev.parley.conformance.run.ScenarioInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the kill matrix is made, and brought up to date. */
class KillMatrixTest {

  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

  private static final List<String> LINKED =
      List.of("protocol", "nio", "async", "conformance-tests");

  @TempDir private Path folder;

  /** JUnit would warn of links that lead out of its directory. */
  @AfterEach
  void removeLinks() throws IOException {
    for (String module : LINKED) {
      Files.deleteIfExists(folder.resolve(module));
    }
  }

  @Test
  void everyScenarioIsFoundInItsSource() throws Exception {
    assertThat(Inputs.scenarios(PROJECT).keySet())
        .containsExactlyElementsOf(Catalogue.all().stream().map(ScenarioInfo::id).toList());
  }

  @Test
  void theIndexIsAsItIsMade() throws Exception {
    var pages = new Pages(PROJECT);
    assertThat(pages.indexFile()).content().isEqualTo(pages.index());
  }

  @Test
  void writesThePages() throws Exception {
    Path project = copy("id-without-sign-bit");
    var pages = new Pages(project);
    pages.write();
    assertThat(pages.indexFile()).content().contains("The id loses its highest bit");
    assertThat(pages.matrixFile()).content().contains("| id-without-sign-bit |");
  }

  @Test
  void triesOnlyWhatHasChanged() throws Exception {
    Path project = copy("id-without-sign-bit", "limit-off-by-one");
    Path file = project.resolve("pitfalls/kill-matrix.tsv");
    Kills before = Kills.none();
    before.scenarios().putAll(Inputs.scenarios(PROJECT));
    before.scenarios().put("F01", "another");
    before.scenarios().put("X99", "gone");
    known(before, "id-without-sign-bit", "F01", "F03");
    known(before, "limit-off-by-one", "F01", "F04");
    before.rows().put("gone", new Kills.Row("gone", new TreeSet<>(Set.of("F01"))));
    before.write(file);

    new KillMatrix(project).update();

    Kills after = Kills.read(file);
    assertThat(after.rows()).containsOnlyKeys("id-without-sign-bit", "limit-off-by-one");
    assertThat(after.by("id-without-sign-bit")).contains("F01", "F03");
    assertThat(after.by("limit-off-by-one")).contains("F04").doesNotContain("F01");
    assertThat(after.scenarios()).isEqualTo(Inputs.scenarios(PROJECT));
    assertThat(after.onlyBy("F20")).isEmpty();
  }

  @Test
  void forgetsAPitfallThatCannotBeTried() throws Exception {
    Path project = copy("id-without-sign-bit");
    Path patch = project.resolve("pitfalls/gallery/id-without-sign-bit/fault.patch");
    Files.writeString(patch, Files.readString(patch).replace("+    buffer", "+    nothing"));

    new KillMatrix(project).update();

    Kills after = Kills.read(project.resolve("pitfalls/kill-matrix.tsv"));
    assertThat(after.rows()).isEmpty();
  }

  @Test
  void triesOnePitfall() throws Exception {
    String name = "id-without-sign-bit";
    Path classes = new Trial(PROJECT).store(pitfall(name));
    try {
      var out = new ByteArrayOutputStream();
      var print = new PrintStream(out, true, UTF_8);
      KillMatrix.tryOne(PROJECT, name, classes, List.of("F01", "F04"), print);
      assertThat(out.toString(UTF_8)).isEqualToIgnoringNewLines("caught by F01");
    } finally {
      FaultyClasses.remove(classes);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KillMatrix.tryOne(PROJECT, "none", classes, List.of(), System.out))
        .withMessageContaining("none");
  }

  private static void known(Kills kills, String name, String... by) {
    kills.rows().put(name, new Kills.Row(Inputs.of(pitfall(name)), new TreeSet<>(List.of(by))));
  }

  private static Pitfall pitfall(String name) {
    return new Gallery(PROJECT)
        .all().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  /** A project with a few pitfalls; the sources of the styles and scenarios are the real ones. */
  private Path copy(String... names) throws IOException {
    for (String module : LINKED) {
      Files.createSymbolicLink(folder.resolve(module), PROJECT.resolve(module));
    }
    for (String name : names) {
      Path from = PROJECT.resolve("pitfalls/gallery").resolve(name);
      Path to = Files.createDirectories(folder.resolve("pitfalls/gallery").resolve(name));
      Files.copy(from.resolve("README.md"), to.resolve("README.md"));
      Files.copy(from.resolve("fault.patch"), to.resolve("fault.patch"));
    }
    for (String file : List.of("README.md", "reasons.txt")) {
      Files.copy(
          PROJECT.resolve("pitfalls").resolve(file), folder.resolve("pitfalls").resolve(file));
    }
    return folder;
  }
}
