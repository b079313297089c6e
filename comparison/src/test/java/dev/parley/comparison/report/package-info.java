// SPDX-License-Identifier: Apache-2.0

/** Tests of the page and the table, and of what they say. */
@NullMarked
package dev.parley.comparison.report;

import org.jspecify.annotations.NullMarked;
