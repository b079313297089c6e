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

/**
 * A JUnit test that judges a target by rules of PROTOCOL.md. Its method is a default method of an
 * interface under {@link Conformance}, is named after its id, and takes a {@link Stage}.
 */
@Documented
@Test
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
}
