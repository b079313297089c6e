// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.datagram.DatagramFault;
import dev.parley.conformance.datagram.DatagramStyle;
import dev.parley.conformance.fixture.Fault;
import dev.parley.conformance.fixture.FixtureStyle;
import dev.parley.conformance.fixture.PairFault;
import dev.parley.conformance.run.ConformanceRun;
import dev.parley.conformance.run.RunListener;
import dev.parley.conformance.run.ScenarioResult;
import dev.parley.conformance.target.Targets;
import dev.parley.conformance.verdict.Verdict;
import dev.parley.protocol.Style;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a client and a server do not understand each other, the one that is wrong is named. */
@MostlyWaits
class BrokenPairsTest {

  private static final FixtureStyle RIGHT = new FixtureStyle();

  @Test
  void bothAreRight() throws Exception {
    ScenarioResult streams = judge(RIGHT, RIGHT);
    ScenarioResult datagrams = judge(new DatagramStyle(), new DatagramStyle());

    assertThat(streams.verdict()).as(streams.text()).isEqualTo(Verdict.PASSED);
    assertThat(datagrams.verdict()).as(datagrams.text()).isEqualTo(Verdict.PASSED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LITTLE_ENDIAN_LENGTH    | R0.1  | a frame of ",
        "SENDS_TWICE             | R0.1  | each only once",
        "LAST_BYTE_CHANGED       | R0.1  | one of the requests that were asked of the client",
        "GIVES_OTHER_BYTES       | R18.3 | other bytes",
        "COMPLAINS_OF_NOTHING    | R18.3 | ProtocolViolationException: not the reply",
        "LEAVES_IN_BETWEEN       | R18.4 | a client that stays",
        "HALF_A_FRAME_AT_THE_END | R5.1  | behind 4 bytes of a frame",
        "RESETS_AT_THE_END       | R5.1  | a reset (RST) instead of a clean end",
        "STAYS                   | R5.1  | an end of the connection, the client's"
      })
  void theClientIsNamed(PairFault fault, String rule, String phrase) throws Exception {
    ScenarioResult result = judge(new FixtureStyle(fault), RIGHT);

    requireBlamed(result, "the client of fixture-none, which talks to the server of", rule, phrase);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ID_NOT_COPIED      | R0.2 | the request's id was not copied",
        "TEXT               | R0.2 | First difference",
        "NO_DELAY           | R0.3 | too early",
        "HELD_BACK          | R2.1 | nothing within 1500 ms",
        "ONE_READ_ONE_FRAME | R0.2 | was taken for",
        "EMPTY_IS_THE_END   | R1.1 | The payload is empty",
        "RUDE_CLOSE         | R5.1 | a reset (RST) instead of a clean end"
      })
  void theServerIsNamed(Fault fault, String rule, String phrase) throws Exception {
    var broken = new FixtureStyle(fault);
    ScenarioResult result = judge(RIGHT, broken);

    requireBlamed(result, "the server of " + broken.name() + ", which talks", rule, phrase);
  }

  @ParameterizedTest
  @CsvSource({
    "ID_NOT_COPIED, R14.2",
    "NO_DELAY, R0.3",
    "WHOLE_BUFFER_BACK, R14.2",
  })
  void theServerOfDatagramsIsNamed(DatagramFault fault, String rule) throws Exception {
    ScenarioResult result = judge(new DatagramStyle(), new DatagramStyle(fault));

    requireBlamed(result, "the server of datagram-", rule, "Transcript (-> the client,");
  }

  private static void requireBlamed(ScenarioResult result, String who, String rule, String phrase) {
    assertThat(result.verdict()).as(result.text()).isEqualTo(Verdict.FAILED);
    assertThat(result.text().replaceAll("\\s+", " "))
        .contains("failed by " + who, "Rules " + rule + " ", phrase, "<- the server)");
  }

  private static ScenarioResult judge(Style client, Style server) throws Exception {
    return ConformanceRun.of(Targets.pair(client, server))
        .seed(42)
        .patience(Duration.ofMillis(1500))
        .run(RunListener.NONE)
        .results()
        .getFirst();
  }
}
