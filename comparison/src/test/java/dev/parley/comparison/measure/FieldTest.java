// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.comparison.model.Subject;
import dev.parley.protocol.Transport;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldTest {

  private static final Contender NIO = contender("nio", "tcp", true);
  private static final Contender POOL = contender("pool", "tcp", true);
  private static final Contender ALONE = contender("alone", "tcp", false);
  private static final Contender UDP = contender("udp", "udp", true);

  @Test
  void theUsualBaselineIsTakenWhereItIsThere() {
    var field = new Field(List.of(ALONE, POOL, NIO, UDP), null);

    assertThat(field.baselineOf(Transport.TCP)).isEqualTo(NIO);
    assertThat(field.baselineOf(Transport.UDP)).isEqualTo(UDP);
    assertThat(field.transports()).containsExactly(Transport.TCP, Transport.UDP);
  }

  @Test
  void elseTheFirstThatServesSeveral() {
    assertThat(new Field(List.of(ALONE, POOL), null).baselineOf(Transport.TCP)).isEqualTo(POOL);
    assertThat(new Field(List.of(ALONE), null).baselineOf(Transport.TCP)).isEqualTo(ALONE);
  }

  @Test
  void oneThatWasAskedForGoesBefore() {
    var field = new Field(List.of(NIO, POOL, UDP), "pool");

    assertThat(field.baselineOf(Transport.TCP)).isEqualTo(POOL);
    assertThat(field.baselineOf(Transport.UDP)).isEqualTo(UDP);
  }

  @Test
  void theBaselineIsMeasuredTwice() {
    var field = new Field(List.of(POOL, NIO), null);

    assertThat(field.withDouble()).hasSize(3).endsWith(NIO.again());
    assertThat(NIO.again().subject().kind()).isEqualTo(Subject.Kind.AGAIN);
    assertThat(NIO.again().name()).isEqualTo("nio again");
  }

  private static Contender contender(String name, String transport, boolean concurrent) {
    return new Contender(
        new Subject(name, Subject.Kind.STYLE, transport, "", List.of(), null), concurrent);
  }
}
