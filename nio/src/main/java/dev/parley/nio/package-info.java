// SPDX-License-Identifier: Apache-2.0

/**
 * Event loops: a few threads, each of which serves thousands of clients.
 *
 * <h2>The idea</h2>
 *
 * A thread asks one {@link java.nio.channels.Selector} which of its channels can be read or written
 * without waiting, does just that, and asks again. So the conversation no longer reads top to
 * bottom: what module {@code blocking} keeps in the place where its thread waits, a connection
 * keeps here as a state.
 *
 * <h2>Threads: who runs what</h2>
 *
 * One loop for each processor. The first one accepts as well and deals the connections out in turn;
 * a connection stays with its loop, so that nothing of it is locked. What comes from another thread
 * (a new connection, a stop) is a task in the loop's queue.
 *
 * <h2>Where it blocks</h2>
 *
 * In {@code select}, and nowhere else. A DELAY is a timer, a full transport is a state. A {@code
 * ServerListener} that blocks holds up all connections of its loop.
 *
 * <h2>How it stops</h2>
 *
 * The first loop closes the listener, then each loop ends its connections: those that wait for
 * requests at once, the others when they have answered what they have read. A loop ends with its
 * last connection; what is left at the drain deadline is cut.
 *
 * <h2>What it costs</h2>
 *
 * A thread and a direct buffer of 256 KiB for each loop. A connection that waits for requests costs
 * 1 KiB of heap, two thirds of it the JDK's; one with half a frame costs that half.
 *
 * <h2>Read in this order</h2>
 *
 * {@link dev.parley.nio.EventLoop}, {@link dev.parley.nio.Connection}, {@link
 * dev.parley.nio.Conversation}, {@link dev.parley.nio.Exchange}, {@link dev.parley.nio.InFlight},
 * {@link dev.parley.nio.TimedChannel}, {@link dev.parley.nio.Timers}, {@link
 * dev.parley.nio.Acceptor}, {@link dev.parley.nio.SelectorServer}, {@link
 * dev.parley.nio.NioClient}.
 *
 * <h2>Compare with</h2>
 *
 * Module {@code threaded}, whose connection is the same conversation with a thread to wait in;
 * module {@code async}, where the system calls back.
 *
 * <h2>Next</h2>
 *
 * Module {@code async}: the system says not that a channel is ready, but that the bytes are there.
 */
@NullMarked
package dev.parley.nio;

import org.jspecify.annotations.NullMarked;
