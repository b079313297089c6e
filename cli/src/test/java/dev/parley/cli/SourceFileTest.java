// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceFileTest {

  private static final SourceFile FILE =
      new SourceFile(
          "a.b.Door",
          """
          // A licence.

          package a.b;

          import a.c.Key;
          import static a.c.Lock.OPEN;

          /** Unlike a {@link Window}. */
          final class Door implements Server {
            // A Comment.
            String words = "A \\"Text\\"" + 'C';
            Key key = Lock.make(OPEN);
          }
          """);

  @Test
  void mentionsWhatItsCodeNames() {
    assertThat(FILE.mentions())
        .contains("a.b.Door", "a.b.Server", "a.c.Key", "a.c.Lock")
        .doesNotContain("a.b.Window", "a.b.Comment", "a.b.Text", "a.b.C", "a.b.Key", "a.b.Lock");
  }

  @Test
  void beginsBehindItsImports() {
    assertThat(FILE.start()).isEqualTo(8);
    assertThat(FILE.body()).hasSize(6).startsWith("/** Unlike a {@link Window}. */");
  }

  @Test
  void knowsItsRole() {
    assertThat(FILE.role()).isEqualTo("Server");
    assertThat(new SourceFile("a.Key", "// implements Lock\nclass Key {}").role()).isEmpty();
  }
}
