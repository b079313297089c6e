// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.draw;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** Texts of the class path. */
final class Resource {

  private Resource() {}

  static String text(String name) throws IOException {
    try (InputStream in = Resource.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException("the class path lacks " + name);
      }
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
