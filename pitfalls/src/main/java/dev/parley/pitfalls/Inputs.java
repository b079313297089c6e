// SPDX-License-Identifier: Apache-2.0

package dev.parley.pitfalls;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.conformance.run.Catalogue;
import dev.parley.conformance.run.ScenarioInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Fingerprints of what the kill matrix depends on: the change of each pitfall, and the code of each
 * scenario, with that of the helpers beside it that it names, without comments, texts and spaces.
 * The styles themselves are left out: a style is right before and after a change, and a fault that
 * no longer fits it cannot be compiled. So what does not change a verdict costs no new run.
 */
final class Inputs {

  private static final String SCENARIOS =
      "conformance-tests/src/main/java/dev/parley/conformance/scenario";

  /** A scenario's code goes from its annotation to the next one, with what it calls in between. */
  private static final Pattern SCENARIO =
      Pattern.compile("(?s)@Scenario\\(\\s*id = \"(\\w+)\"(.*?)(?=@Scenario\\(|\\z)");

  /** What changes nothing but the words; a text first, since a comment may not begin in it. */
  private static final Pattern IDLE =
      Pattern.compile("(?s)\"(?:[^\"\\\\\n]|\\\\.)*\"|/\\*.*?\\*/|//[^\n]*|\\s+");

  private static final String JAVA = ".java";

  private static final int DIGITS = 8;

  private Inputs() {}

  /** Returns the fingerprints of all scenarios by their ids. */
  static Map<String, String> scenarios(Path project) throws IOException {
    Map<String, String> sources = sources(project.resolve(SCENARIOS));
    Map<String, String> all = new TreeMap<>();
    for (String source : sources.values()) {
      Matcher scenario = SCENARIO.matcher(source);
      while (scenario.find()) {
        all.put(scenario.group(1), of(withHelpers(code(scenario.group(2)), sources)));
      }
    }
    all.keySet().retainAll(ids());
    return all;
  }

  private static Map<String, String> sources(Path folder) throws IOException {
    Map<String, String> sources = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = String.valueOf(file.getFileName());
        sources.put(name.substring(0, name.length() - JAVA.length()), Files.readString(file));
      }
    }
    return sources;
  }

  /** Appends the code of the classes that are named in it and have no scenario of their own. */
  private static String withHelpers(String code, Map<String, String> sources) {
    var whole = new StringBuilder(code);
    sources.forEach((name, source) -> {
      if (!SCENARIO.matcher(source).find() && code.contains(name)) {
        whole.append('\n').append(code(source));
      }
    });
    return whole.toString();
  }

  private static String code(String source) {
    return IDLE.matcher(source).replaceAll("");
  }

  private static Set<String> ids() {
    return Catalogue.all().stream().map(ScenarioInfo::id).collect(Collectors.toSet());
  }

  /** Returns the fingerprint of a pitfall: which style, which file, and the lines that change. */
  static String of(Pitfall pitfall) {
    String changes =
        pitfall.fault().lines().stream()
            .filter(line -> line.startsWith("+") || line.startsWith("-"))
            .collect(Collectors.joining("\n"));
    return of(pitfall.style() + "\n" + changes);
  }

  private static String of(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
