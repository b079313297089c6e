// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.comparison.model.Subject;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MethodTest {

  @ParameterizedTest
  @CsvSource({
    "w2, tcp, true, true",
    "w2, udp, true, false",
    "w2, tcp, false, false",
    "w1, tcp, false, true",
    "rate-tcp, tcp, true, true",
    "rate-tcp, tcp, false, false",
    "churn, tcp, true, true"
  })
  void whatIsAskedForMayConcernAContenderOrNot(
      String workload, String transport, boolean concurrent, boolean measured) {
    var subject =
        new Subject("one", Subject.Kind.STYLE, transport, "a server", List.of("command"), null);
    var contender = new Contender(subject, concurrent);

    assertThat(Method.quickly().only(List.of(workload)).measures(contender)).isEqualTo(measured);
    assertThat(Method.quickly().measures(contender)).isTrue();
  }
}
