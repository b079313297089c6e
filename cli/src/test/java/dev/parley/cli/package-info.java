// SPDX-License-Identifier: Apache-2.0

/** Tests of the command, in the same process and as one of its own. */
@NullMarked
package dev.parley.cli;

import org.jspecify.annotations.NullMarked;
