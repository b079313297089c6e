// SPDX-License-Identifier: Apache-2.0

/** Reports that other tools read. */
@NullMarked
package dev.parley.conformance.report;

import org.jspecify.annotations.NullMarked;
