// SPDX-License-Identifier: Apache-2.0

/** Three clients that every style is traced with, and what they do when. */
@NullMarked
package dev.parley.trace.play;

import org.jspecify.annotations.NullMarked;
