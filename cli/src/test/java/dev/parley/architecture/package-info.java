// SPDX-License-Identifier: Apache-2.0

/** What the modules may know of each other. The command has all of them on its class path. */
@NullMarked
package dev.parley.architecture;

import org.jspecify.annotations.NullMarked;
