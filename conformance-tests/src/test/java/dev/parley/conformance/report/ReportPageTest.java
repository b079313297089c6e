// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.conformance.failure.ConformanceFailure;
import dev.parley.conformance.failure.Rules;
import dev.parley.conformance.run.Catalogue;
import dev.parley.conformance.run.ScenarioResult;
import dev.parley.conformance.run.TargetReport;
import dev.parley.conformance.target.Pair;
import dev.parley.conformance.verdict.Verdict;
import dev.parley.protocol.Transport;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;

/** The page as a browser shows it. Without a browser it is skipped, and says what to install. */
@TestInstance(Lifecycle.PER_CLASS)
class ReportPageTest {

  private static final String HOSTILE = "</script><img src=x onerror=\"document.title='hit'\">";

  @TempDir private Path directory;
  private ChromeDriver browser;

  @BeforeAll
  void startBrowser() {
    browser = Browser.start();
  }

  @AfterAll
  void endBrowser() {
    if (browser != null) {
      browser.quit();
    }
  }

  @Test
  void showsEveryVerdictAndCountsThem() throws Exception {
    open(all(), "");

    assertThat(texts("#matrix thead span")).containsExactly("pool", HOSTILE);
    assertThat(texts("#matrix tbody th"))
        .containsExactly(
            "F01 echo and ids", "F02 every split", "F06 unknown types", "F08 an end in mid-frame");
    assertThat(texts("#matrix tbody td")).containsExactly("✓", "✗", "–", "✗", "?", "≈", "", "✓");
    assertThat(texts("#matrix tfoot td")).containsExactly("0 / 2", "2 / 4");
    assertThat(texts("#legend button"))
        .containsExactly(
            "✓ 2 passed",
            "✗ 2 failed",
            "? 1 inconclusive",
            "≈ 1 failed as expected",
            "– 1 not applicable");
  }

  @Test
  void filtersByWordsAndByVerdict() throws Exception {
    open(all(), "");
    WebElement filter = browser.findElement(By.id("filter"));

    filter.sendKeys("split");
    assertThat(texts("#matrix tbody th")).containsExactly("F02 every split");
    filter.sendKeys(" pool");
    assertThat(texts("#matrix thead span")).containsExactly("pool");
    filter.sendKeys(" nonsense");
    assertThat(browser.findElement(By.id("empty")).isDisplayed()).isTrue();
    filter.clear();
    filter.sendKeys("R4.1");
    assertThat(texts("#matrix tbody th")).containsExactly("F06 unknown types");
    filter.clear();
    filter.sendKeys(Keys.SPACE);

    browser.findElement(By.cssSelector("[data-verdict=failed]")).click();
    assertThat(texts("#matrix tbody th")).containsExactly("F01 echo and ids", "F02 every split");
    browser.findElement(By.cssSelector("[data-verdict=failed]")).click();
    assertThat(texts("#matrix tbody th")).hasSize(4);
  }

  @Test
  void aCellOpensAllThatThereIsToTell() throws Exception {
    open(all(), "");

    browser.findElement(By.cssSelector("[data-cell='1/F01']")).click();

    WebElement detail = browser.findElement(By.id("detail"));
    assertThat(detail.getText())
        .contains("F01 echo and ids", HOSTILE, "seed 42", "✗ failed", "in 1234 ms")
        .contains("EXPECTED\none thing\nor another\n", "ACTUAL\n" + HOSTILE)
        .contains("FIRST DIFFERENCE\n00 01", "0.1 ms -> ECHO, id 1")
        .contains("LIKELY CAUSES\n- It is " + HOSTILE, "one last word")
        .contains("RUN JUST THIS AGAIN\n./parley check x")
        .contains("R0.1\n" + Rules.get("R0.1").text());
    assertThat(browser.findElement(By.cssSelector("#detail .sent")).getText()).contains("ECHO");

    detail.sendKeys(Keys.ESCAPE);
    assertThat(detail.isDisplayed()).isFalse();
    browser.findElement(By.cssSelector("[data-cell='0/F06']")).click();
    assertThat(detail.getText()).contains("the machine is full", "STACK\nat the top");
  }

  @Test
  void theAddressLeadsToACell() throws Exception {
    open(all(), "#1/F06");

    assertThat(browser.findElement(By.id("detail")).getText()).contains("≈ failed as expected");
  }

  @Test
  void tellsMachinesApart() throws Exception {
    String other =
        all().getFirst().toString().replaceAll("\"system\":\"[^\"]*\"", "\"system\":\"Elsewhere\"");
    JsonNode elsewhere = JsonReport.read(new ByteArrayInputStream(other.getBytes(UTF_8)));
    open(List.of(all().getFirst(), elsewhere), "");

    assertThat(texts("#matrix thead span")).containsExactly("pool", HOSTILE, "pool", HOSTILE);
    assertThat(texts("#matrix thead small").getLast()).startsWith("Elsewhere ");
  }

  @Test
  void asksNobodyForAnythingAndHasNoError() throws Exception {
    open(all(), "#1/F01");

    assertThat(browser.executeScript("return performance.getEntriesByType('resource').length"))
        .isEqualTo(0L);
    assertThat(browser.getTitle()).isEqualTo("Parley/1 conformance");
    assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
  }

  @Test
  void showsClientsAndServersInATableOfTheirOwn() throws Exception {
    ScenarioResult passed = result("P01", Verdict.PASSED, "", "");
    ScenarioResult failed = result("P01", Verdict.FAILED, HOSTILE, story());
    var pairs =
        List.of(
            pair("nio", "nio", passed), pair("nio", "pool", failed), pair("pool", "pool", passed));
    open(List.of(JsonReport.tree(pairs)), "");

    assertThat(texts("#pairs thead span")).containsExactly("nio", "pool");
    assertThat(texts("#pairs tbody th")).containsExactly("nio", "pool");
    assertThat(texts("#pairs tbody td")).containsExactly("✓", "✗", "", "✓");
    assertThat(browser.findElement(By.id("matrix")).isDisplayed()).isFalse();

    browser.findElements(By.cssSelector("#pairs td button")).get(1).click();
    assertThat(browser.findElement(By.id("detail")).getText())
        .contains("P01", "nio client, pool server");
    open(all(), "");
    assertThat(browser.findElement(By.id("pairs")).isDisplayed()).isFalse();
  }

  private static TargetReport pair(String client, String server, ScenarioResult result) {
    var pair = new Pair(client, server);
    return new TargetReport(pair.toString(), Transport.TCP, pair, 42, List.of(result));
  }

  private void open(List<JsonNode> runs, String cell) throws Exception {
    Path page = directory.resolve("report.html");
    try (OutputStream out = Files.newOutputStream(page)) {
      HtmlReport.write(runs, out);
    }
    browser.get("about:blank");
    browser.get(page.toUri() + cell);
  }

  private List<String> texts(String selector) {
    return browser.findElements(By.cssSelector(selector)).stream()
        .map(WebElement::getText)
        .toList();
  }

  private static List<JsonNode> all() {
    var pool =
        new TargetReport(
            "pool",
            Transport.TCP,
            null,
            42,
            List.of(
                result("F01", Verdict.PASSED, "", ""),
                result("F02", Verdict.NOT_APPLICABLE, "it has none", ""),
                result("F06", Verdict.INCONCLUSIVE, "the machine is full", "at the top")));
    var hostile =
        new TargetReport(
            HOSTILE,
            Transport.TCP,
            null,
            42,
            List.of(
                result("F01", Verdict.FAILED, HOSTILE, story()),
                result("F02", Verdict.FAILED, "it fails", story()),
                result("F06", Verdict.EXPECTED_FAILURE, "known", story()),
                result("F08", Verdict.PASSED, "", "")));
    return List.of(JsonReport.tree(List.of(pool, hostile)));
  }

  private static ScenarioResult result(String id, Verdict verdict, String reason, String text) {
    return new ScenarioResult(
        Catalogue.matching(List.of(id)).getFirst(),
        verdict,
        reason,
        text,
        1234,
        "./parley check x");
  }

  private static String story() {
    var story =
        new ConformanceFailure.Story(
            "F01",
            "echo and ids",
            HOSTILE,
            List.of(Rules.get("R0.1")),
            List.of("one thing", "another"),
            HOSTILE,
            "00 01",
            "-> the suite, <- the server",
            "0.1 ms -> ECHO, id 1",
            List.of("It is " + HOSTILE),
            List.of("one last word"),
            "./parley check x");
    return String.valueOf(new ConformanceFailure(story, new AssertionError()).getMessage());
  }
}
