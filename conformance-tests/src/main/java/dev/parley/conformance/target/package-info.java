// SPDX-License-Identifier: Apache-2.0

/** What can be judged, and how the suite starts and stops it. */
@NullMarked
package dev.parley.conformance.target;

import org.jspecify.annotations.NullMarked;
