// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.report;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The browser of this machine: none is downloaded. */
final class Browser {

  /** Held, or it would be forgotten. It warns of browsers that are younger than the driver. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private Browser() {}

  /** Starts it without a window; aborts the test where there is none. */
  static ChromeDriver start() {
    SELENIUM.setLevel(Level.SEVERE);
    Path driver = find(List.of("chromedriver"));
    Path browser = find(List.of("chromium", "chromium-browser", "google-chrome"));
    var options = new ChromeOptions();
    options.setBinary(browser.toFile());
    // As root, as in a container, Chromium refuses its own sandbox.
    options.addArguments("--headless=new", "--no-sandbox", "--window-size=1400,1000");
    options.addArguments("--disable-dev-shm-usage");
    var logging = new LoggingPreferences();
    logging.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logging);
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(driver.toFile()).build();
    return new ChromeDriver(service, options);
  }

  private static Path find(List<String> names) {
    Optional<Path> found =
        names.stream().flatMap(Browser::onPath).filter(Files::isExecutable).findFirst();
    return found.orElseGet(() ->
        Assumptions.abort(
            "no %s on the PATH: install the packages chromium and chromium-driver"
                .formatted(String.join(", ", names))));
  }

  private static Stream<Path> onPath(String name) {
    String path = Map.copyOf(System.getenv()).getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator, -1)).map(entry -> Path.of(entry, name));
  }
}
