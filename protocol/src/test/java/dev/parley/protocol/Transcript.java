// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import java.util.List;

/**
 * What came of a conversation: the replies, the milliseconds that each DELAY waited in their order,
 * and whether a fatal ERROR ended it.
 */
record Transcript(List<Reply> replies, List<Long> delays, boolean ended) {}
