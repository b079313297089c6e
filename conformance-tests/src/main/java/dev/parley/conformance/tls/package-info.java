// SPDX-License-Identifier: Apache-2.0

/** What the suite needs to speak TLS: certificates of its own, right and wrong, and engines. */
@NullMarked
package dev.parley.conformance.tls;

import org.jspecify.annotations.NullMarked;
