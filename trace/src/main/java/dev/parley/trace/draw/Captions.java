// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.draw;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.Objects;
import java.util.Properties;

/** What there is to see in the picture of a style; a style that is not known here has no words. */
public final class Captions {

  private static final String FILE = "/dev/parley/trace/captions.properties";
  private static final String ONE = "1";

  private final Properties words = new Properties();

  private Captions() {}

  /** Reads the captions. */
  public static Captions load() throws IOException {
    var captions = new Captions();
    try (Reader in =
        new InputStreamReader(
            Objects.requireNonNull(Captions.class.getResourceAsStream(FILE), FILE), UTF_8)) {
      captions.words.load(in);
    }
    return captions;
  }

  /** Returns what to look at; empty for a style that is not known. */
  public String of(String style) {
    return words.getProperty(style, "");
  }

  /** Returns on how many processors a style shows best what is its own. */
  public int processors(String style) {
    return Integer.parseInt(words.getProperty(style + ".processors", ONE));
  }
}
