// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.draw;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;

/** The page as a browser shows it. Without a browser it is skipped, and says what to install. */
@TestInstance(Lifecycle.PER_CLASS)
class HtmlPageTest {

  private static final String HOSTILE = "</svg><img src=x onerror=\"document.title='hit'\">";

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
  void showsAPictureForEachStyleAndTakesNoTextForMarkup() throws Exception {
    open();

    assertThat(browser.getTitle()).isEqualTo("Parley/1 trace");
    assertThat(texts("img")).isEmpty();
    assertThat(texts("h2")).containsExactly("nio", HOSTILE);
    assertThat(texts("section:first-of-type p").getFirst()).startsWith("One thread serves ");
    assertThat(texts("section:first-of-type .name")).containsExactly("slow", "loop-1");
    assertThat(browser.findElements(By.cssSelector("svg.trace"))).hasSize(2);
    asksNobodyAndHasNoError();
  }

  @Test
  void showsAClientInItsColour() throws Exception {
    open();

    String fill = "return getComputedStyle(document.querySelector('.trace .%s.frame')).fill";
    assertThat(browser.executeScript(fill.formatted("slow"))).isEqualTo("rgb(213, 94, 0)");
    assertThat(browser.executeScript(fill.formatted("delay"))).isEqualTo("rgb(0, 158, 115)");
  }

  @Test
  void tellsWhoeverPointsAtSomethingWhatItIs() throws Exception {
    open();
    WebElement tip = browser.findElement(By.id("tip"));
    assertThat(tip.isDisplayed()).isFalse();

    var frame = browser.findElement(By.cssSelector("section:first-of-type .delay.frame"));
    new Actions(browser).moveToElement(frame).perform();

    assertThat(tip.getText()).isEqualTo("20.0 ms, loop-1, for delay: has read DELAY id 301");
  }

  private void asksNobodyAndHasNoError() {
    assertThat(browser.executeScript("return performance.getEntriesByType('resource').length"))
        .isEqualTo(0L);
    assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
  }

  private void open() throws Exception {
    Path page = directory.resolve("trace.html");
    try (OutputStream out = Files.newOutputStream(page)) {
      HtmlPage.write(List.of(Examples.loop("nio", "loop-1"), Examples.loop(HOSTILE, HOSTILE)), out);
    }
    browser.get(page.toUri().toString());
  }

  private List<String> texts(String selector) {
    return browser.findElements(By.cssSelector(selector)).stream()
        .map(WebElement::getText)
        .toList();
  }
}
