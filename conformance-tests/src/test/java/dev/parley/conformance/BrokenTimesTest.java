// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance;

import dev.parley.conformance.datagram.DatagramFault;
import dev.parley.conformance.datagram.DatagramStyle;
import dev.parley.conformance.fixture.Fault;
import dev.parley.conformance.secure.SecureFault;
import dev.parley.conformance.secure.SecureStyle;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each scenario that a server fails by its times, or by what it takes of the machine, is seen to
 * fail, one at a time: a busy machine makes late what a mistake made early, takes from a spinning
 * loop what it would take, and loses datagrams of a flood.
 */
@Isolated
class BrokenTimesTest {

  @ParameterizedTest(name = "{0} fails {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          F11 | NO_DELAY                   | did not wait
          F11 | DELAY_BY_TICKS             | did not wait
          F12 | DELAY_BEFORE_FLUSH         | flush before every wait
          F12 | DELAYS_AT_ONCE             | at the same time
          F13 | DELAY_FOR_ALL              | that other connections need
          F13 | FEW_DELAYS                 | They waited for each other
          F20 | NO_DELAY                   | did not wait
          R09 | NAGLE                      | TCP_NODELAY
          R18 | ACCEPT_SPINS_AT_ERROR      | tries again at once
          """)
  void serverFailsByItsTimes(String id, Fault fault, String phrase) throws Exception {
    BrokenServersTest.requireFailure(id, fault, phrase);
  }

  @ParameterizedTest(name = "{0} fails {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          D08 | NO_DELAY            | did not wait
          D08 | DELAY_IN_LOOP       | in the thread that receives
          D08 | ONE_DELAY_AT_A_TIME | one after the other
          D10 | UNBOUNDED_NUMBER    | 1,300 DELAYs that waited at once
          D10 | UNBOUNDED_BYTES     | by number, and by bytes
          D15 | SPINS               | A loop turns without anything to do
          """)
  void serverOfDatagramsFailsByItsTimes(String id, DatagramFault fault, String phrase)
      throws Exception {
    BrokenLivesTest.requireFailure(id, new DatagramStyle(fault), phrase);
  }

  @ParameterizedTest(name = "{0} fails {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          T01 | NO_HANDSHAKE_CLOCK            | Nothing limits the time
          T01 | HANDSHAKE_CLOCK_FOR_EACH_READ | starts anew with each byte of a handshake
          T01 | KEEPS_WHO_SPEAKS_NO_TLS       | a handshake that fails must close its connection
          T01 | HANDSHAKE_IN_ACCEPT           | does the thread that accepts shake hands too
          """)
  void serverOfTlsFailsByItsTimes(String id, SecureFault fault, String phrase) throws Exception {
    BrokenLivesTest.requireFailure(id, SecureStyle.of(fault), phrase);
  }
}
