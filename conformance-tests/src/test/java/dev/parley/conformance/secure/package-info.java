// SPDX-License-Identifier: Apache-2.0

/**
 * A server and a client that speak TLS and can be broken on purpose, to see that each scenario
 * about TLS fails.
 */
@NullMarked
package dev.parley.conformance.secure;

import org.jspecify.annotations.NullMarked;
