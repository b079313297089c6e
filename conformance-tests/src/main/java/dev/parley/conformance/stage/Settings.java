// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.stage;

import dev.parley.conformance.verdict.HarnessFault;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How scenarios run. Read from JUnit's configuration parameters, so that {@code -Dparley.seed=42}
 * sets it for Surefire and for an IDE too.
 *
 * @param seed where payloads and choices come from
 * @param patience how long to wait for what must come; long, for a slow machine, since waiting ends
 *     as soon as it comes
 */
public record Settings(long seed, Duration patience) {

  /** How long to wait for what must come, unless told. */
  public static final Duration PATIENCE = Duration.ofSeconds(5);

  /** The configuration parameter of the seed; without it each run draws one. */
  public static final String SEED = "parley.seed";

  /** The configuration parameter of the patience, in milliseconds; 5000 without it. */
  public static final String PATIENCE_MS = "parley.patience.ms";

  private static final long DRAWN = ThreadLocalRandom.current().nextLong(1_000_000_000);

  private static final Duration BUDGET = Duration.ofSeconds(60);

  /** Returns how long a scenario may take: a minute, and more for those who have more patience. */
  Duration budget() {
    Duration patient = patience.multipliedBy(12);
    return patient.compareTo(BUDGET) > 0 ? patient : BUDGET;
  }

  /** Returns the options of {@code ./parley check} that play a scenario just so again. */
  public String options() {
    double scale = (double) patience.toMillis() / PATIENCE.toMillis();
    return "--seed " + seed + (scale == 1 ? "" : " --time-scale " + scale);
  }

  static Settings of(ExtensionContext context) {
    return new Settings(
        number(context, SEED, DRAWN),
        Duration.ofMillis(number(context, PATIENCE_MS, PATIENCE.toMillis())));
  }

  private static long number(ExtensionContext context, String name, long otherwise) {
    Function<String, Long> parse = Long::valueOf;
    try {
      return context.getConfigurationParameter(name, parse).orElse(otherwise);
    } catch (RuntimeException e) {
      throw new HarnessFault("the configuration parameter " + name + " must be a whole number", e);
    }
  }
}
