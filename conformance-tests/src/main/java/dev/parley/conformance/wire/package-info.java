// SPDX-License-Identifier: Apache-2.0

/**
 * The suite's own eyes and hands on the wire: raw bytes on its own sockets, with a record of what
 * went where and when. Nothing here uses the codec of {@code protocol}, which is itself under test.
 */
@NullMarked
package dev.parley.conformance.wire;

import org.jspecify.annotations.NullMarked;
