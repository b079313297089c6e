// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Tests that play scenarios, and so wait most of their time: they may do so side by side, but not
 * beside a scenario that must be alone.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = "dev.parley.conformance.machine", mode = ResourceAccessMode.READ)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface MostlyWaits {}
