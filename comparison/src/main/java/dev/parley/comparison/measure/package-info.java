// SPDX-License-Identifier: Apache-2.0

/**
 * The measurements: a fresh server process for each, loaded by a generator in another process, in
 * blocks that each have every server once and in random order, so that what changes with time hits
 * all alike; figures are compared within a block only.
 */
@NullMarked
package dev.parley.comparison.measure;

import org.jspecify.annotations.NullMarked;
