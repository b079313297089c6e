// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance;

import dev.parley.conformance.secure.SecureClientFault;
import dev.parley.conformance.secure.SecureFault;
import dev.parley.conformance.secure.SecureStyle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each scenario about TLS is seen to fail, and says why. */
@MostlyWaits
class BrokenTlsTest {

  @ParameterizedTest(name = "{0} fails {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          T02 | DROPS_PARTIAL_RECORD       | compact(), not clear()
          T02 | ONE_RECORD_FOR_EACH_READ   | unwrapped before the next read
          T03 | ANSWERS_PARTIAL_FRAME      | half a frame for a whole one
          T03 | DEAF_TO_FIN                | was taken for nothing at all
          T04 | FORGETS_RESUMED            | resumed from an earlier connection
          T05 | NO_APPLICATION_PROTOCOL    | were they told to its engines
          T05 | NEEDS_APPLICATION_PROTOCOL | is one of Parley/1 too
          T06 | LIMIT_BEHIND_HANDSHAKE     | before the handshake, which is the dearest part
          T07 | WANTS_A_CERTIFICATE        | setWantClientAuth
          T08 | NO_CLOSE_NOTIFY            | behind TLS's back
          T08 | CLOSE_NOTIFY_IS_ALL        | its socket was left open
          T08 | CLOSE_NOTIFY_ENDS_ALL      | is not the end of its reading
          T08 | WRITES_AROUND_THE_ENGINE   | bytes went around the engine
          T09 | WRAPS_ONCE                 | has to be called again
          T09 | REFUSES_NEW_KEYS           | has just changed its keys
          """)
  void serverFailsWithTheCause(String id, SecureFault fault, String phrase) throws Exception {
    BrokenLivesTest.requireFailure(id, SecureStyle.of(fault), phrase);
  }

  @ParameterizedTest(name = "{0} fails {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          T10 | BELIEVES_EVERYBODY | believes whoever shows a certificate
          T10 | LOOKS_AT_NO_NAME   | and not at the name
          T10 | LOOKS_AT_NO_DATES  | looks at no dates
          """)
  void clientFailsWithTheCause(String id, SecureClientFault fault, String phrase) throws Exception {
    BrokenLivesTest.requireFailure(id, SecureStyle.of(fault), phrase);
  }
}
