// SPDX-License-Identifier: Apache-2.0

/**
 * The load generator: one thread, one selector, and as little work for each message as may be, so
 * that it is not the generator that is measured.
 *
 * <p>All requests of a connection are written before the first one is sent: the stream of requests
 * repeats itself after as many frames as may be without an answer at once, and so does the stream
 * of replies. To send is to point into the one, and to check a reply is to compare it with the
 * other; nothing is allocated for a message.
 */
@NullMarked
package dev.parley.comparison.load;

import org.jspecify.annotations.NullMarked;
