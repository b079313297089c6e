// SPDX-License-Identifier: Apache-2.0

/** Benchmarks of what needs no socket. */
@NullMarked
package dev.parley.comparison.codec;

import org.jspecify.annotations.NullMarked;
