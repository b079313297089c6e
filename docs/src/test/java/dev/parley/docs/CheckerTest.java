// SPDX-License-Identifier: Apache-2.0

package dev.parley.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Makes a small project whose page is true, falsifies one thing in it, and looks who notices. */
class CheckerTest {

  private static final String PAGE =
      """
      # A page

      As R1.1 says, see [above](#a-page), [the source](src/Sum.java) and
      [`Sum.add`](src/Sum.java).

      From [Sum.java](src/Sum.java):

      ```java
      int add(int a, int b) {
      …
        return sum;
      }
      ```

      Save this as `greet.sh`:

      ```sh
      echo "hello $1"
      ```

      ```console
      $ sh greet.sh you
      hello you
      $ printf 'one\\n\\ntwo\\nthree\\n'
      one
      …
      three
      $ cat <<END
      > over two lines
      > END
      over … lines
      $ false
      $ echo $?; echo port 7700
      1
      port 7700
      $ make all
      ```

      ```
       0               4       5               9
       +---------------+-------+---------------+----------------------+
       | length  u32   |type u8|    id  u32    | payload, length bytes|
       +---------------+-------+---------------+----------------------+
      ```

      ```
      00 00 00 02  01  00 00 00 07  68 69
      00 00 00 02  81  00 00 00 07  68 69
      00 00 00 00  20  00 00 00 09
      00 00 00 03  FF  00 00 00 09  02 6E 6F
      ```

      <!-- generated: numbers -->
      1
      2
      <!-- end -->
      """;

  @TempDir private Path root;
  private Checker checker;

  @BeforeEach
  void makeProject() throws IOException {
    write(
        "src/Sum.java",
        "class Sum {\n  int add(int a, int b) {\n    int sum = a + b;\n    return sum;\n  }\n}\n");
    write("PROTOCOL.md", "**R1.1** Be true.\n");
    write(".ci/run", "make all\n");
    write("cli/target/parley.jar", "");
    write(
        "test-vectors.json",
        """
        {"streams": [
          {"send": [{"hex": "00000002 01 00000007 6869"}],
           "replies": [{"type": 129, "id": 7, "payload": [{"hex": "6869"}]}]},
          {"send": [{"hex": "00000000 20 00000009"}],
           "replies": [{"type": 255, "id": 9, "code": 2}]}
        ]}
        """);
    checker = new Checker(root, Map.of("numbers", _ -> List.of("1", "2")));
  }

  @Test
  void finds_nothing_on_a_page_that_is_true() throws Exception {
    assertThat(problems(PAGE)).isEmpty();
    assertThat(checker.tally().toString())
        .contains("1 blocks of commands, 1 excerpts, 1 programs, 1 blocks of bytes, 1 drawings")
        .contains("5 commands run")
        .contains("1 generated tables")
        .contains("[make all]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hello you      | hello me       | page.md:22: sh greet.sh you prints:
          echo "hello    | echo "goodbye  | page.md:22: sh greet.sh you prints:
          sh greet.sh    | echo hello     | page.md:18: a program that no command runs
          $ make all     | $ make all; :  | page.md:36: make all; : prints:
          add(int a      | add(long a     | page.md:9: not in src/Sum.java
          return sum;    | return 0;      | page.md:9: not in src/Sum.java
          Sum.java):     | Som.java):     | page.md:9: an excerpt of a file that is not there
          [Sum.java]     | [Sum.java      | page.md:8: a block that nothing checks
          ```sh          | ```            | page.md:17: a block that nothing checks
          > over two     | > all two      | page.md:28: cat <<END
          echo port 7700 | echo port 7701 | port 7701
          81             | 82             | page.md:48: no test vector sends these bytes
          01  00         | 01  01         | page.md:47: no test vector sends these bytes
          FF  00         | FF  01         | page.md:50: no test vector sends these bytes
          02 6E          | 03 6E          | page.md:50: no test vector sends these bytes
          0               4 | 0               3 | type begins at 4
          5               9 | 5          8 | the payload begins at 9
          id  u32        | id  u8         | the payload begins at 9
          length  u32    | size u32       | an ECHO of hi with id 7 has
          R1.1           | R1.2           | page.md:3: PROTOCOL.md has no rule R1.2
          (#a-page)      | (#a-paeg)      | page.md:3: a link to a heading that is not there: #a-paeg
          (src/Sum.java) and | (src/Sun.java) and | page.md:3: a link to a file that is not there: src/Sun.java
          `Sum.add`      | `Sum.sub`      | page.md:4: Sum.java has no `Sum.sub`
          generated: numbers | generated: words | page.md:53: unknown or without an end: words
          """)
  void notices(String right, String wrong, String problem) throws Exception {
    assertThat(PAGE).contains(right);
    assertThat(problems(PAGE.replace(right, wrong))).first().asString().contains(problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello you", "1\nport", "\n2\n<"})
  void notices_what_is_missing_and_puts_it_back(String missing) throws Exception {
    Page wrong = page(PAGE.replace(missing, missing.replaceAll("[\\w ]+", "")));
    List<Finding> findings = checker.check(wrong);
    assertThat(findings).hasSize(1);
    assertThat(wrong.corrected(findings)).isEqualTo(page(PAGE));
  }

  @Test
  void writes_what_a_file_has_now_between_the_ends_of_an_excerpt() throws Exception {
    String whole = PAGE.replace("…\n  return", "  int sum = 0;\n  return");
    assertThat(checker.check(page(whole)).getFirst().correction())
        .get()
        .extracting(Correction::lines)
        .asString()
        .contains("int sum = a + b;");
  }

  private List<String> problems(String text) throws Exception {
    return checker.check(page(text)).stream().map(finding -> finding.at("page.md")).toList();
  }

  private Page page(String text) throws IOException {
    return Page.read(write("page.md", text));
  }

  private Path write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
