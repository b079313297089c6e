// SPDX-License-Identifier: Apache-2.0

/** Recording of one style: its server, the clients and the Flight Recorder, in one process. */
@NullMarked
package dev.parley.trace.record;

import org.jspecify.annotations.NullMarked;
