// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.fixture.Fault;
import dev.parley.conformance.fixture.FixtureStyle;
import dev.parley.conformance.run.ConformanceRun;
import dev.parley.conformance.run.RunListener;
import dev.parley.conformance.run.ScenarioResult;
import dev.parley.conformance.target.Targets;
import dev.parley.conformance.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each scenario is seen to fail, by a server broken on purpose, and to name the mistake. */
@MostlyWaits
class BrokenServersTest {

  @ParameterizedTest(name = "{0} fails {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          F01 | ID_LOSES_HIGHEST_BIT       | id lost its highest bit
          F01 | ID_NOT_COPIED              | the request's id was not copied
          F01 | REQUEST_TYPE_BACK          | came back as it was
          F01 | LITTLE_ENDIAN_LENGTH       | little-endian
          F01 | LENGTH_COUNTS_HEADER       | counts the header too
          F01 | TEXT                       | went through a text decoder
          F01 | SERVES_ONE_CLIENT_ONLY     | was the accept loop left
          F02 | ONE_READ_ONE_FRAME         | was taken for
          F02 | HEADER_IN_ONE_READ         | that came by itself was dropped
          F02 | HELD_BACK                  | a missing flush
          F03 | FIRST_FRAME_ONLY           | clear() where compact() belongs
          F03 | OUT_OF_ORDER               | answered out of order
          F04 | SIGNED_LENGTH_BYTE         | put together from signed bytes
          F04 | OFF_BY_ONE                 | off by one
          F04 | EMPTY_IS_THE_END           | The payload is empty
          F08 | RUDE_CLOSE                 | SO_LINGER
          F05 | WAITS_FOR_THE_BODY         | instead of judging the length first
          F05 | SIGNED_COMPARISON          | for the negative number
          F05 | TYPE_BEFORE_LENGTH         | the length comes first
          F05 | WAITS_FOR_THE_CLIENTS_END  | only when the suite had ended its own
          F06 | ANSWERS_ANY_TYPE           | answers what it must refuse
          F06 | DIES_OF_UNKNOWN            | ended the connection instead of answering
          F06 | SKIPS_TWO_READS            | came in several pieces
          F06 | PARSES_UNKNOWN_PAYLOAD     | must be skipped by its length
          F06 | ERROR_WITHOUT_ID           | the request's id was not copied
          F06 | REASON_IN_UTF_16           | reason is not UTF-8
          F06 | REASON_TOO_LONG            | reason is too long
          F07 | SHARED_BUFFER              | connections share a buffer
          F07 | STALE_TAIL                 | bytes of an earlier request
          F08 | PADS_TRUNCATED             | an end in mid-frame
          F09 | ONE_SHOT_WRITE             | a write took only a part
          F10 | OUT_OF_ORDER               | answered out of order
          F14 | OFF_BY_ONE                 | off by one
          F15 | NEVER_MORE_THAN_A_MEGABYTE | as much as fits a buffer
          F16 | ALLOCATES_ANNOUNCED        | OutOfMemoryError
          F17 | PARSES_ON                  | nothing may be parsed
          F18 | ANSWERS_THE_HEADER         | sent only in part
          F21 | SIGNED_DELAY               | answers what it must refuse
          F22 | DEAF_BEHIND_DELAY          | did not begin again
          F19 | DIES_OF_SHORT_DELAY        | ended the connection instead of answering
          R01 | DIES_OF_RESET              | a connection to
          R02 | FOUR_THREADS               | nothing within
          R05 | BOTTOMLESS_QUEUE           | kept without a limit
          R18 | ACCEPT_ENDS_AT_ERROR       | nobody accepts since
          R19 | ACCEPTS_SLOWLY             | something slow for each client
          R19 | SMALL_BACKLOG              | the backlog is too small
          """)
  void failsWithTheCause(String id, Fault fault, String phrase) throws Exception {
    requireFailure(id, fault, phrase);
  }

  static void requireFailure(String id, Fault fault, String phrase) throws Exception {
    ScenarioResult result = judge(id, fault);

    assertThat(result.verdict()).as(result.text()).isEqualTo(Verdict.FAILED);
    assertThat(result.text().replaceAll("\\s+", " "))
        .contains(id + " " + result.scenario().title())
        .contains(phrase)
        .contains("./parley check fixture-")
        .contains("--only " + id + " --seed 42");
  }

  private static ScenarioResult judge(String id, Fault fault) throws Exception {
    return ConformanceRun.of(Targets.style(new FixtureStyle(fault)))
        .only(List.of(id))
        .seed(42)
        .patience(Duration.ofMillis(1500))
        .run(RunListener.NONE)
        .results()
        .getFirst();
  }
}
