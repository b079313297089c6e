// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.wire.Breach.Side;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RefereeTest {

  private static final Duration DAY = Duration.ofDays(1);
  private static final WireFrame ECHO = WireFrame.echo(7, new byte[] {1, 2, 3});
  private static final WireFrame OTHER = WireFrame.echo(8, new byte[] {4});

  private final StreamReferee referee = new StreamReferee(Duration.ofSeconds(1), DAY);
  private final DatagramReferee datagrams = new DatagramReferee();

  @Test
  void findsNothingInAConversationThatIsRight() {
    ask(ECHO);
    ask(OTHER);
    answer(ECHO.reply());
    answer(OTHER.reply());
    referee.closing();
    referee.ofClient().stopped(new Received.End(0, 0));
    referee.ofServer().stopped(new Received.End(0, 0));

    assertThat(referee.breach()).isEmpty();
  }

  @Test
  void findsAReplyThatOvertakesAnother() {
    ask(ECHO);
    ask(OTHER);
    answer(OTHER.reply());

    requireBreach(referee, Side.SERVER, "R1.1");
  }

  @Test
  void findsAReplyToNoRequest() {
    answer(ECHO.reply());

    requireBreach(referee, Side.SERVER, "R3.3");
  }

  @Test
  void wantsADelayThatIsTooLongToBeRefused() {
    WireFrame tooLong = WireFrame.delay(9, 1_001, new byte[2]);
    ask(tooLong);
    ask(tooLong);
    answer(new WireFrame(WireFrame.ERROR, 9, new byte[] {3, 'n', 'o'}));
    assertThat(referee.breach()).isEmpty();
    answer(tooLong.reply());

    requireBreach(referee, Side.SERVER, "R4.3");
  }

  @Test
  void addsUpTheDelaysThatWaitForEachOther() {
    ask(WireFrame.delay(1, 1_000, new byte[0]));
    ask(WireFrame.delay(2, 0, new byte[0]));
    answer(WireFrame.delay(1, 1_000, new byte[0]).reply());

    requireBreach(referee, Side.SERVER, "R0.3");
    assertThat(referee.breach().orElseThrow().actual()).contains("ms too early");
  }

  @Test
  void findsAServerThatEndsFirst() {
    referee.ofServer().stopped(new Received.End(0, 0));

    requireBreach(referee, Side.SERVER, "R6.6");
  }

  @Test
  void findsAServerThatDoesNotEnd() {
    referee.closing();
    referee.ofClient().stopped(new Received.End(0, 0));
    referee.endless();

    requireBreach(referee, Side.SERVER, "R5.1");
  }

  @Test
  void findsAServerThatTakesNoConnection() {
    referee.unreachable("Connection refused");

    requireBreach(referee, Side.SERVER, "R11.1");
  }

  @Test
  void countsTheFirstBreachAlone() {
    referee.ofClient().frame(ECHO);
    answer(OTHER);

    requireBreach(referee, Side.CLIENT, "R0.1");
  }

  @Test
  void letsADatagramComeAgainAndItsReplyTwice() {
    datagrams.call(WireFrame.echo(0, ECHO.payload()));
    datagrams.request(ECHO.bytes());
    datagrams.request(ECHO.bytes());
    datagrams.reply(ECHO.reply().bytes());
    datagrams.reply(ECHO.reply().bytes());
    assertThat(datagrams.breach()).isEmpty();
    datagrams.reply(ECHO.reply().bytes());

    requireBreach(datagrams, Side.SERVER, "R14.2");
  }

  @Test
  void findsADatagramThatIsNoWholeFrame() {
    datagrams.call(WireFrame.echo(0, ECHO.payload()));
    byte[] cut = new Bytes(ECHO.bytes()).payload();
    datagrams.request(cut);

    requireBreach(datagrams, Side.CLIENT, "R14.1");
  }

  @Test
  void findsADatagramThatNobodyAskedFor() {
    datagrams.call(WireFrame.echo(0, ECHO.payload()));
    datagrams.request(OTHER.bytes());

    requireBreach(datagrams, Side.CLIENT, "R14.1");
  }

  private void ask(WireFrame request) {
    referee.call(new WireFrame(request.type(), 0, request.payload()));
    referee.ofClient().frame(request);
  }

  private void answer(WireFrame reply) {
    referee.ofServer().frame(reply);
  }

  private static void requireBreach(Referee referee, Side side, String rule) {
    assertThat(referee.breach())
        .hasValueSatisfying(breach -> {
          assertThat(breach.side()).isEqualTo(side);
          assertThat(breach.rule()).isEqualTo(rule);
        });
  }
}
