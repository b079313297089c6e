// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.life.ClientFault;
import dev.parley.conformance.life.LifeFault;
import dev.parley.conformance.life.LifeStyle;
import dev.parley.conformance.run.ConformanceRun;
import dev.parley.conformance.run.RunListener;
import dev.parley.conformance.run.ScenarioResult;
import dev.parley.conformance.target.Targets;
import dev.parley.conformance.verdict.Verdict;
import dev.parley.protocol.Style;
import dev.parley.protocol.Trait;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each scenario about clocks, ends, limits, stops and clients is seen to fail, and says why. */
@MostlyWaits
class BrokenLivesTest {

  @ParameterizedTest(name = "{0} fails {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          R03 | NO_IDLE_CLOCK              | does this clock run at all
          R03 | IDLE_CLOCK_FROM_ACCEPT     | The clock
          R03 | IDLE_CLOCK_FROM_INPUT      | started too early
          R03 | IDLE_CUT_WITHOUT_A_WORD    | a clean end (FIN), after
          R03 | TIMEOUT_HAS_AN_ID          | ERROR, id 7
          R04 | TIMEOUT_FOR_EACH_READ      | starts anew with every byte
          R03 | CLOSES_BEHIND_TIMEOUT      | reading on for a while
          R03 | IDLE_CLOCK_IN_MID_FRAME    | The idle clock ran on
          R04 | CLOSES_BEHIND_TIMEOUT      | reading on for a while
          R04 | FRAME_CLOCK_FROM_LAST_REPLY | The clock
          R04 | PARTIAL_FRAME_IS_IDLE      | ever cut
          R12 | ZERO_IS_AT_ONCE            | silence on an open connection
          R13 | NO_WRITE_CLOCK             | Nothing limits a write that is stuck
          R13 | NO_WRITE_CLOCK_AFTER_DELAY | Behind the client's end no clock runs
          R13 | WRITE_CLOCK_TOO_EARLY      | The write clock fires too early
          R14 | WRITE_CLOCK_FOR_EACH_REPLY | progress must start the write clock anew
          R07 | CLOSES_AT_CLIENTS_END      | closed before it had answered
          R07 | ANSWERS_PARTIAL_FRAME      | a clean end of the connection (FIN)
          R08 | CLOSES_BEHIND_ERROR        | a reset
          R08 | PARSES_BEHIND_ERROR        | a clean end of the connection (FIN)
          R15 | CLOSES_BEHIND_ERROR        | reading on for a while
          R15 | DISCARDS_FOR_EVER          | What is discarded has no bound
          R15 | DISCARDS_ANY_NUMBER_OF_BYTES | no bound of bytes
          R10 | NO_LIMIT                   | ERROR BUSY with id 0
          R10 | BUSY_WITHOUT_END           | reading on for a while
          R10 | REFUSES_ONE_BY_ONE         | before the next is accepted
          R10 | AWAITS_REFUSALS            | had to wait for another's end
          R10 | TELLS_ALL_THAT_IT_IS_BUSY  | 64 clients at most
          R16 | LOSES_SLOT_AT_RESET        | A slot is lost
          R16 | FREES_SLOT_EARLY           | counts as free
          R16 | REFUSAL_FREES_SLOT         | gave back a slot that it never held
          R11 | TELLS_WAITING_CLIENTS      | silence on an open connection
          R11 | LATE_FOR_THE_NEXT          | a reply within 1 s of the end of the client before
          L01 | LISTENS_ON                 | somebody who listens
          L02 | NO_REUSE_ADDRESS           | SO_REUSEADDR
          L03 | SHARES_PORT                | SO_REUSEPORT
          L03 | BIND_ERROR_WITHOUT_ADDRESS | a BindException that names
          L04 | STOP_DROPS_OWED            | DELAY reply
          L04 | STOP_SENDS_ERROR           | ERROR, id 0
          L04 | STOP_WAKES_DELAY           | The stop woke a DELAY
          L05 | STOP_WAKES_DELAY           | The stop woke a DELAY
          L04 | STOP_NOT_SEEN_WHILE_WRITING | while the last reply was on its way
          L04 | SECOND_CLOSE_CUTS          | The stop was asked for twice
          L04 | STOP_RELEASES_PORT_LAST    | released at once
          L05 | STOP_WAITS_FOR_EVER        | a stop within the drain deadline
          L05 | STOP_CUTS_EARLY            | for the reply that is owed
          L06 | IPV4_ONLY                  | a connection to [0:0:0:0:0:0:0:1]
          L07 | STARTS_TWICE               | an IllegalStateException for a second start
          L07 | STARTS_AFTER_CLOSE         | an IllegalStateException for a start behind a close
          L07 | SECOND_CLOSE_RETURNS_AT_ONCE | before the reply that is owed
          L08 | LEAVES_THREAD              | thread 'life'
          L08 | FAILED_START_LEAVES_THREAD | thread 'life'
          """)
  void serverFailsWithTheCause(String id, LifeFault fault, String phrase) throws Exception {
    Set<Trait> traits = id.equals("R11") ? EnumSet.noneOf(Trait.class) : EnumSet.allOf(Trait.class);
    requireFailure(id, LifeStyle.of(fault, traits), phrase);
  }

  @ParameterizedTest(name = "{0} fails {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          C01 | NO_REPLY_TIMEOUT      | 500 ms
          C01 | TIMEOUT_FOR_EACH_READ | The timeout is one for each read
          C01 | WRITES_FOR_EVER       | one that still writes
          C01 | TIMEOUT_WITHOUT_NAME  | a message that names 127.0.0.1
          C01 | REUSED_AFTER_TIMEOUT  | closes
          C02 | NO_CONNECT_TIMEOUT    | one that still waits
          C02 | REFUSED_IS_A_TIMEOUT  | ConnectException where nobody listens
          C02 | REFUSED_WITHOUT_NAME  | a message that names 127.0.0.1
          C03 | EVERY_ERROR_CLOSES    | goes on behind an ERROR that is not fatal
          C03 | NO_ERROR_CLOSES       | a client that closes the connection when its call has failed
          C03 | ERROR_IS_A_VIOLATION  | an ERROR
          C04 | END_IS_A_VIOLATION    | EndOfStreamException when
          C05 | IGNORES_ID            | ProtocolViolationException when
          C05 | IGNORES_TYPE          | when the type is
          C05 | IGNORES_PAYLOAD       | ProtocolViolationException when
          C05 | TRUSTS_THE_LENGTH     | NegativeArraySizeException
          C06 | FAILED_WRITE_IS_ALL   | ErrorReplyException when
          """)
  void clientFailsWithTheCause(String id, ClientFault fault, String phrase) throws Exception {
    requireFailure(id, LifeStyle.of(fault), phrase);
  }

  static void requireFailure(String id, Style style, String phrase) throws Exception {
    ScenarioResult result =
        ConformanceRun.of(Targets.style(style))
            .only(List.of(id))
            .seed(42)
            .patience(Duration.ofMillis(1_500))
            .run(RunListener.NONE)
            .results()
            .getFirst();

    assertThat(result.verdict())
        .as("%s of %s: %s", id, style.name(), result.text())
        .isEqualTo(Verdict.FAILED);
    assertThat(result.text().replaceAll("\\s+", " "))
        .contains(id + " " + result.scenario().title())
        .contains(phrase);
  }
}
