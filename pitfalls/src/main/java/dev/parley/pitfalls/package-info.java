// SPDX-License-Identifier: Apache-2.0

/**
 * Classic mistakes of socket programming, each a change of a few lines to a style as it stands, and
 * each caught by the scenario that was made for it. They show that the scenarios can fail, and what
 * the suite says then.
 */
@NullMarked
package dev.parley.pitfalls;

import org.jspecify.annotations.NullMarked;
