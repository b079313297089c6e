// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CallTest {

  private static final int NATIVE = -2;

  @Test
  void isNamedAfterWhatTheProgramCalled() {
    Call call =
        Call.of(
            stack(
                "sun.nio.ch.EPoll.wait",
                "sun.nio.ch.EPollSelectorImpl.doSelect",
                "sun.nio.ch.SelectorImpl.lockAndDoSelect",
                "sun.nio.ch.SelectorImpl.select",
                "dev.parley.nio.EventLoop.turn"));

    assertThat(call).isEqualTo(new Call("Selector.select", true));
  }

  @Test
  void isNamedAfterTheDeepestWhereTheProgramCalledNothing() {
    Call call = Call.of(stack("sun.nio.ch.EPoll.wait", "sun.nio.ch.EPollPort.poll"));

    assertThat(call).isEqualTo(new Call("EPoll.wait", true));
  }

  @Test
  void runsWhatIsNotInNativeCode() {
    StackTraceElement[] running = {
      new StackTraceElement("sun.nio.ch.SelectorImpl", "select", "SelectorImpl.java", 12)
    };

    assertThat(Call.of(running)).isEqualTo(new Call("running", false));
  }

  @Test
  void runsWhatOnlyLoadsClasses() {
    Call call = Call.of(stack("java.lang.invoke.MethodHandleNatives.resolve", "Own.run"));

    assertThat(call).isEqualTo(new Call("running", false));
  }

  private static StackTraceElement[] stack(String... methods) {
    return Stream.of(methods)
        .map(method -> method.split("\\.(?=\\w+$)"))
        .map(parts -> new StackTraceElement(parts[0], parts[1], null, NATIVE))
        .toArray(StackTraceElement[]::new);
  }
}
