// SPDX-License-Identifier: Apache-2.0

/**
 * One client at a time: accept, serve until it leaves, accept the next.
 *
 * <h2>The idea</h2>
 *
 * Every call waits until it is done, so the code reads top to bottom as the conversation does. Read
 * into one buffer, answer there, write the same buffer back.
 *
 * <h2>Threads: who runs what</h2>
 *
 * One thread accepts and serves. A second one, the watchdog, looks at the clock of the connection
 * ten times a second, since nothing else runs while the first one waits.
 *
 * <h2>Where it blocks</h2>
 *
 * In {@code accept}, {@code read}, {@code write} and in the sleep of a DELAY. Everyone else waits
 * in the system's backlog meanwhile.
 *
 * <h2>How it stops</h2>
 *
 * Closing the listener ends {@code accept}; a connection that waits in {@code read} has its output
 * shut down by another thread, one that is at work ends after the requests that it has read.
 *
 * <h2>What it costs</h2>
 *
 * Two threads, whatever comes; and every client but one.
 *
 * <h2>Read in this order</h2>
 *
 * {@link dev.parley.blocking.SequentialServer}, {@link dev.parley.blocking.Connection}, {@link
 * dev.parley.blocking.Clock}, {@link dev.parley.blocking.BlockingClient}.
 *
 * <h2>Compare with</h2>
 *
 * Any other style: what all of them have to do stands here in the order in which it happens.
 *
 * <h2>Next</h2>
 *
 * Module {@code threaded}: the same connection, each with a thread of its own.
 */
@NullMarked
package dev.parley.blocking;

import org.jspecify.annotations.NullMarked;
