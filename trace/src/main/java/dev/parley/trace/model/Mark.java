// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.model;

import dev.parley.trace.play.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a thread did at a time, in an instant.
 *
 * @param at when, in nanoseconds from the beginning of the script
 * @param frame whether a frame was read or answered, not only bytes
 * @param role the client that it was done for; null where it was for nobody alone
 * @param texts what was done, in order
 */
public record Mark(long at, boolean frame, @Nullable Role role, List<String> texts) {}
