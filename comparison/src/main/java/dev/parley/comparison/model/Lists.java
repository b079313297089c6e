// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists as a file has them: one that is missing is empty. */
final class Lists {

  private Lists() {}

  static <T> List<T> copy(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  /** Refuses what a file has left out though nothing can be told without it. */
  static void require(@Nullable Object part, String owner, String name) {
    if (part == null) {
      throw new IllegalArgumentException("a %s lacks its %s".formatted(owner, name));
    }
  }
}
