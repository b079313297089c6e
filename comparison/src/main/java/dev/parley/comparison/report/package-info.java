// SPDX-License-Identifier: Apache-2.0

/** What a comparison has found out, for people: one page, and one table for spreadsheets. */
@NullMarked
package dev.parley.comparison.report;

import org.jspecify.annotations.NullMarked;
