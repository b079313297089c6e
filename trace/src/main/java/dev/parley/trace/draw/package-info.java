// SPDX-License-Identifier: Apache-2.0

/** Timelines as text for a terminal, as pictures, and as one page of pictures. */
@NullMarked
package dev.parley.trace.draw;

import org.jspecify.annotations.NullMarked;
