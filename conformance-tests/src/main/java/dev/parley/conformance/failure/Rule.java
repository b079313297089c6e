// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.failure;

import org.jspecify.annotations.Nullable;

/**
 * A rule of PROTOCOL.md.
 *
 * @param id its number for life, {@code R3.1} for example
 * @param text what it says, in one line
 * @param notTested why no scenario judges it; null where one does
 */
public record Rule(String id, String text, @Nullable String notTested) {}
