// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.comparison.model.Comparison;
import dev.parley.comparison.model.Examples;
import java.io.File;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;

/** The page as a browser shows it. Without a browser it is skipped, and says what to install. */
@TestInstance(Lifecycle.PER_CLASS)
class HtmlReportPageTest {

  private static final String HOSTILE = "</script><img src=x onerror=\"document.title='hit'\">";

  /** Held, or it would be forgotten. It warns of browsers that are younger than the driver. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  @TempDir private Path directory;
  private ChromeDriver browser;

  @BeforeAll
  void startBrowser() {
    SELENIUM.setLevel(Level.SEVERE);
    Path driver = onPath("chromedriver");
    Path chromium = onPath("chromium");
    var options = new ChromeOptions();
    options.setBinary(chromium.toFile());
    options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage");
    browser =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(driver.toFile()).build(),
            options);
  }

  private static Path onPath(String name) {
    String path = Map.copyOf(System.getenv()).getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(() ->
            Assumptions.abort(
                "no %s on the PATH: install the packages chromium and chromium-driver"
                    .formatted(name)));
  }

  @AfterAll
  void endBrowser() {
    if (browser != null) {
      browser.quit();
    }
  }

  @Test
  void showsFiguresChartsAndAdviceAndTakesNoTextForMarkup() throws Exception {
    open(Fields.of(HOSTILE, true));

    assertThat(browser.getTitle()).isEqualTo("Parley/1 comparison");
    assertThat(texts("main img")).isEmpty();
    assertThat(texts("main > .card .advice dt")).containsExactly("nio", HOSTILE);
    assertThat(texts(".figures tbody tr").getFirst()).startsWith("nio 1,000 *");
    assertThat(texts(".figures tbody tr").get(1)).contains(HOSTILE, "2,000", "0.50 [0.45, 0.55]");
    assertThat(browser.findElements(By.cssSelector(".uplot canvas"))).hasSize(2);
    assertThat(browser.findElement(By.tagName("main")).getText())
        .contains("How it fails", "It held all 64 connections", "A quick run", "Incomplete");
    asksNobodyAndHasNoError();
  }

  @Test
  void leavesOutWhatThereIsNot() throws Exception {
    open(Examples.bare());

    assertThat(texts("h2")).isEmpty();
    assertThat(browser.findElement(By.className("facts")).getText()).contains("left out");
    open(Examples.full());
    assertThat(texts("h2")).containsExactly("Which one?", "TCP", "Since the earlier run");
    asksNobodyAndHasNoError();
  }

  private void asksNobodyAndHasNoError() {
    assertThat(browser.executeScript("return performance.getEntriesByType('resource').length"))
        .isEqualTo(0L);
    assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
  }

  private void open(Comparison comparison) throws Exception {
    Path page = directory.resolve("report.html");
    try (OutputStream out = Files.newOutputStream(page)) {
      HtmlReport.write(comparison, out);
    }
    browser.get(page.toUri().toString());
  }

  private List<String> texts(String selector) {
    return browser.findElements(By.cssSelector(selector)).stream()
        .map(WebElement::getText)
        .toList();
  }
}
