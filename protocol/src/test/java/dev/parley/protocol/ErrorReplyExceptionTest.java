// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorReplyExceptionTest {

  @Test
  void saysCodeAndReason() {
    ErrorReplyException busy = new ErrorReplyException(5, "try later");
    assertThat(busy).hasMessage("BUSY: try later");
    assertThat(busy.value()).isEqualTo(5);
    assertThat(busy.code()).contains(ErrorCode.BUSY);
    assertThat(busy.fatal()).isTrue();
  }

  @Test
  void isNotFatalWhereTheConnectionGoesOn() {
    assertThat(new ErrorReplyException(2, "").fatal()).isFalse();
  }

  @Test
  void isFatalWhereTheCodeIsNotKnown() {
    ErrorReplyException unknown = new ErrorReplyException(200, "why not");
    assertThat(unknown).hasMessage("code 200: why not");
    assertThat(unknown.value()).isEqualTo(200);
    assertThat(unknown.code()).isEmpty();
    assertThat(unknown.fatal()).isTrue();
  }
}
