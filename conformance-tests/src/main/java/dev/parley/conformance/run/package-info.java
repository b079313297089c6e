// SPDX-License-Identifier: Apache-2.0

/** Runs the suite against a target, for the command; a style's own tests need only JUnit. */
@NullMarked
package dev.parley.conformance.run;

import org.jspecify.annotations.NullMarked;
