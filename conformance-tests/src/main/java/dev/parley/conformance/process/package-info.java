// SPDX-License-Identifier: Apache-2.0

/** How the suite starts processes beside sockets that are closed meanwhile. */
@NullMarked
package dev.parley.conformance.process;

import org.jspecify.annotations.NullMarked;
