// SPDX-License-Identifier: Apache-2.0

/**
 * What a recording tells: a lane for each thread, with what it did for whom and where it waited.
 */
@NullMarked
package dev.parley.trace.model;

import org.jspecify.annotations.NullMarked;
