// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance;

import dev.parley.conformance.datagram.DatagramClientFault;
import dev.parley.conformance.datagram.DatagramFault;
import dev.parley.conformance.datagram.DatagramStyle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each scenario about datagrams is seen to fail, and says why. */
@MostlyWaits
class BrokenDatagramsTest {

  @ParameterizedTest(name = "{0} fails {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          D01 | DIES_OF_SHORT              | no more since it received an empty datagram
          D01 | ANSWERS_WITH_ERROR         | A server of datagrams sends no ERROR
          D01 | TRUSTS_THE_LENGTH          | taken from the buffer
          D01 | IGNORES_WHAT_IS_BEHIND     | what lay behind the frame was not looked at
          D02 | REFLECTS                   | never stop
          D02 | ANSWERS_WITH_ERROR         | A server of datagrams sends no ERROR
          D03 | ID_NOT_COPIED              | the request's id was not copied
          D03 | REQUEST_TYPE_BACK          | came back as it was
          D04 | EXACT_BUFFER               | cuts a longer one off unseen
          D05 | SMALL_BUFFER               | the buffer is too small for it
          D05 | WHOLE_BUFFER_BACK          | The reply has 2,000 bytes
          D06 | REFLECTS                   | answers what it must drop
          D06 | ANSWERS_WITH_ERROR         | makes more of it
          D05 | SHRINKING_PACKET           | a DatagramPacket has kept the length
          D07 | WHOLE_BUFFER_BACK          | the whole buffer was sent back
          D09 | ANY_DELAY                  | silence
          D10 | EVICTS_WHO_WAITS           | was thrown out for one that came later
          D10 | DELAY_IN_LOOP              | A DELAY is waited for in the thread that receives
          D11 | DIES_OF_ICMP               | the loop must go on
          D12 | ANOTHER_ADDRESS            | a client drops what comes from a stranger
          D13 | EXACT_BUFFER               | cuts a longer one off unseen
          D13 | NO_LARGEST_PAYLOAD         | A payload has 65,498 bytes at most
          D14 | REMEMBERS                  | no datagram within
          D16 | STOP_DROPS_DELAYS          | no datagram within
          D16 | STOP_RECEIVES_ON           | ECHO reply
          D17 | STOP_WAITS_FOR_EVER        | a stop within the drain deadline
          D17 | STOP_DROPS_DELAYS          | for the reply that is owed
          D18 | KEEPS_PORT                 | a server that starts
          D19 | SHARES_PORT                | SO_REUSEADDR
          D19 | BIND_ERROR_WITHOUT_ADDRESS | a BindException that names
          D20 | STARTS_TWICE               | an IllegalStateException for a second start
          D20 | SECOND_CLOSE_RETURNS_AT_ONCE | before the reply that is owed
          D21 | LEAVES_THREAD              | thread 'datagram-delays'
          """)
  void serverFailsWithTheCause(String id, DatagramFault fault, String phrase) throws Exception {
    BrokenLivesTest.requireFailure(id, new DatagramStyle(fault), phrase);
  }

  @ParameterizedTest(name = "{0} fails {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          D22 | TIMEOUT_WITHOUT_NAME | a message that names 127.0.0.1
          D22 | TIMEOUT_FOR_EACH_TRY | one that still waits
          D22 | REFUSED_IS_A_TIMEOUT | ConnectException where nobody listens
          D23 | TAKES_ANY_ID         | another payload than the one that was sent
          D23 | TAKES_STRANGERS      | another payload than the one that was sent
          D24 | NO_RETRANSMISSION    | an ECHO in one datagram
          D24 | SAME_INTERVAL        | Waits that do not grow
          D24 | NEW_ID_EACH_TIME     | keeps its id
          D25 | SENDS_WHAT_FITS      | a message that names 65498
          D26 | NO_RETRANSMISSION    | sent only once
          D26 | TAKES_ANY_ID         | was taken for this request's own
          """)
  void clientFailsWithTheCause(String id, DatagramClientFault fault, String phrase)
      throws Exception {
    BrokenLivesTest.requireFailure(id, new DatagramStyle(fault), phrase);
  }
}
