// SPDX-License-Identifier: Apache-2.0

package dev.parley.pitfalls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.parley.conformance.run.Catalogue;
import dev.parley.conformance.run.ScenarioResult;
import dev.parley.conformance.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a pitfall that is not as it should be, and what counts as caught. */
class EngineTest {

  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final String DECODER =
      "protocol/src/main/java/dev/parley/protocol/FrameDecoder.java";
  private static final String PAGE =
      """
      # It is wrong

      | style | nio |
      |---|---|
      | caught by | F01 |
      | breaks | R0.1, R0.2 |
      | the suite says | wrong |
      """;

  @TempDir private Path project;
  private Path folder;

  @BeforeEach
  void makeAPitfall() throws IOException {
    folder = Files.createDirectories(project.resolve("pitfalls/gallery/it-is-wrong"));
    for (String module : List.of("protocol", "nio")) {
      Files.createSymbolicLink(project.resolve(module), PROJECT.resolve(module));
    }
    write(PAGE, patch(DECODER, "    this.maximumPayload = maximumPayload;", "    int i;"));
  }

  /** JUnit would warn of links that lead out of its directory. */
  @AfterEach
  void removeLinks() throws IOException {
    for (String module : List.of("protocol", "nio")) {
      Files.delete(project.resolve(module));
    }
  }

  @Test
  void readsAPitfall() {
    Pitfall pitfall = pitfall();
    assertThat(pitfall).hasToString("it-is-wrong");
    assertThat(pitfall.title()).isEqualTo("It is wrong");
    assertThat(pitfall.rules()).containsExactly("R0.1", "R0.2");
    assertThat(pitfall.fault().size()).isEqualTo(1);
  }

  @Test
  void namesWhatAPageLacks() throws IOException {
    write(PAGE.replace("| caught by | F01 |\n", ""), patch(DECODER, "a", "b"));
    assertThatIllegalStateException()
        .isThrownBy(this::pitfall)
        .withMessageContaining("it-is-wrong")
        .withMessageContaining("a pitfall's page needs a row 'caught by'");
    write("no headline", patch(DECODER, "a", "b"));
    assertThatIllegalStateException().isThrownBy(this::pitfall).withMessageContaining("a headline");
  }

  @Test
  void namesAPatchOfNoFileOrOfSeveral() throws IOException {
    write(PAGE, "");
    assertThatIllegalStateException()
        .isThrownBy(this::pitfall)
        .withMessageContaining("a fault changes one file, not 0");
    write(PAGE, patch(DECODER, "a", "b") + patch(DECODER, "c", "d"));
    assertThatIllegalStateException().isThrownBy(this::pitfall).withMessageContaining("not 2");
  }

  @Test
  void namesAPatchThatNoLongerApplies() throws IOException {
    write(PAGE, patch(DECODER, "    this line never stood there;", "    int i;"));
    assertThatIllegalStateException()
        .isThrownBy(() -> new FaultyStyles(project).make(pitfall()))
        .withMessageContaining("the fault of it-is-wrong no longer applies to " + DECODER);
  }

  @Test
  void namesAFaultThatDoesNotCompile() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new FaultyStyles(project).make(pitfall()))
        .withMessageContaining("it-is-wrong does not compile")
        .withMessageContaining("maximumPayload");
  }

  @Test
  void namesAFileThatIsNoSourceOfTheStyle() throws IOException {
    write(PAGE, patch("async/src/main/java/dev/parley/async/Clock.java", "a", "b"));
    assertThatIllegalStateException()
        .isThrownBy(() -> new FaultyStyles(project).make(pitfall()))
        .withMessageContaining("is no source of nio");
  }

  @Test
  void namesAStyleThatThereIsNot() throws IOException {
    write(PAGE.replace("| nio |", "| none |"), patch(DECODER, "a", "b"));
    assertThatIllegalStateException()
        .isThrownBy(() -> new FaultyStyles(project).make(pitfall()))
        .withMessageContaining("no style is called 'none'");
  }

  @Test
  void storesClassesForAProgram() throws IOException {
    var classes = new FaultyClasses("a.Style", Map.of("a.Style", new byte[] {1, 2}));
    Path place = Files.createDirectory(project.resolve("classes"));
    classes.store(place);
    FaultyClasses stored = FaultyClasses.stored(place);
    assertThat(stored.style()).isEqualTo("a.Style");
    assertThat(stored.classes()).containsOnlyKeys("a.Style");
    FaultyClasses.remove(place);
    assertThat(place).doesNotExist();
  }

  @Test
  void namesAStyleThatCannotBeLoaded() {
    var classes = new FaultyClasses("a.Style", Map.of());
    assertThatIllegalStateException()
        .isThrownBy(classes::load)
        .withMessage("a.Style cannot be loaded");
  }

  @Test
  void countsOnlyAnAssertionInWordsOfItsOwn() {
    String text =
        "F01 t - failed by s\nRules\n  R0.1 wrong rule\nExpected\n  this\nActual\n  that\n";
    assertThat(caught(Verdict.FAILED, text + "Likely causes\n  - it is\n  wrong").isByName())
        .isTrue();
    assertThat(caught(Verdict.FAILED, text).isAssertion()).isTrue();
    assertThat(caught(Verdict.FAILED, text).isByName()).isFalse();
    assertThat(caught(Verdict.INCONCLUSIVE, text + "wrong").isByName()).isFalse();
    assertThat(caught(Verdict.FAILED, text + "The server crashed: wrong").isByName()).isFalse();
  }

  private Catch caught(Verdict verdict, String text) {
    var scenario = Catalogue.all().getFirst();
    return new Catch(pitfall(), new ScenarioResult(scenario, verdict, "", text, 0, ""));
  }

  private Pitfall pitfall() {
    return new Gallery(project).all().getFirst();
  }

  private void write(String page, String patch) throws IOException {
    Files.writeString(folder.resolve("README.md"), page);
    Files.writeString(folder.resolve("fault.patch"), patch);
  }

  private static String patch(String file, String before, String after) {
    return "--- a/%s\n+++ b/%s\n@@ -1,1 +1,1 @@\n-%s\n+%s\n".formatted(file, file, before, after);
  }
}
