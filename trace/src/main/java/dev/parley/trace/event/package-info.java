// SPDX-License-Identifier: Apache-2.0

/** What is written into a recording beside the events of the JDK itself. */
@NullMarked
package dev.parley.trace.event;

import org.jspecify.annotations.NullMarked;
