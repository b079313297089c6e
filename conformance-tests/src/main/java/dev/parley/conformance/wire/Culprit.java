// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.wire;

/**
 * Who is to blame, where two are judged at once.
 *
 * @param name who it is, as the report calls it
 * @param isServer whether it is the one that answers
 * @param rule the id of the rule that was broken
 */
public record Culprit(String name, boolean isServer, String rule) {}
