// SPDX-License-Identifier: Apache-2.0

/**
 * A thread for each connection: a new platform thread, one of a fixed pool, or a virtual thread.
 *
 * <h2>The idea</h2>
 *
 * The conversation of module {@code blocking}, word for word, on a thread of its own. What differs
 * between the three styles is one line: the executor.
 *
 * <h2>Threads: who runs what</h2>
 *
 * One thread accepts and hands over. Each connection has an owner that reads, answers and closes. A
 * watchdog looks at all clocks. A refusal (BUSY) runs on a virtual thread in all three styles.
 *
 * <h2>Where it blocks</h2>
 *
 * Owners block in {@code read}, {@code write} and in the sleep of a DELAY; that costs a platform
 * thread its stack, and a virtual thread some hundred bytes of heap.
 *
 * <h2>How it stops</h2>
 *
 * Closing the listener ends {@code accept}; every connection is ended in order, what is left at the
 * drain deadline is cut, and the executor's threads are waited for.
 *
 * <h2>What it costs</h2>
 *
 * {@code threaded}: a platform thread for each client. {@code pool}: as many as there are, whoever
 * comes, and BUSY for one client more. {@code virtual}: heap.
 *
 * <h2>Read in this order</h2>
 *
 * {@link dev.parley.threaded.ThreadedServer}, {@link dev.parley.threaded.ThreadedStyle}, {@link
 * dev.parley.threaded.PoolStyle}, {@link dev.parley.threaded.VirtualStyle}.
 *
 * <h2>Compare with</h2>
 *
 * {@link dev.parley.blocking.BlockingStyle}, whose server differs in the slots and in who runs a
 * connection.
 *
 * <h2>Next</h2>
 *
 * Module {@code nio}: thousands of clients on a thread that never waits.
 */
@NullMarked
package dev.parley.threaded;

import org.jspecify.annotations.NullMarked;
