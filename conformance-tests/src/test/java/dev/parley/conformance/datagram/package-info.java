// SPDX-License-Identifier: Apache-2.0

/**
 * A server and a client of datagrams that can be broken on purpose, to see that each scenario
 * fails.
 */
@NullMarked
package dev.parley.conformance.datagram;

import org.jspecify.annotations.NullMarked;
