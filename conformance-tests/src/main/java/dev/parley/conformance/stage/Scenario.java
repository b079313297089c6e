// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.stage;

import dev.parley.protocol.Trait;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A JUnit test that judges a target by rules of PROTOCOL.md. Its method is a default method of an
 * interface under {@link Conformance}, is named after its id, and takes a {@link Stage}.
 */
@Documented
@Test
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(ScenarioExtension.class)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Scenario {

  /** The id for life: never changed, never used again for another. */
  String id();

  /** What happens, in a few words. */
  String title();

  /** The rules that it judges. */
  String[] rules();

  /** What the target must be declared to be able to do; else the scenario is not applicable. */
  Trait[] needs() default {};

  /**
   * Whether nothing else may run meanwhile, because it measures short times or counts what the
   * suite's own process has. Others may play side by side, each with a server of its own.
   */
  boolean alone() default false;

  /**
   * Whether it takes seconds, as it waits for several clocks or has a process of its own: it begins
   * before the others, so that nobody waits for it alone in the end.
   */
  boolean slow() default false;
}
