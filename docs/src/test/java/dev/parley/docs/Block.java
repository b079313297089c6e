// SPDX-License-Identifier: Apache-2.0

package dev.parley.docs;

import java.util.List;

/**
 * A fenced block of a page.
 *
 * @param start the index of its first line of content
 * @param language the first word behind the fence; may be empty
 * @param lines its content
 * @param lead the paragraph before it, in one line
 */
record Block(int start, String language, List<String> lines, String lead) {

  /** Returns the index of the closing fence. */
  int end() {
    return start + lines.size();
  }
}
