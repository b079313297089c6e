// SPDX-License-Identifier: Apache-2.0

/**
 * Completion handlers: begin an operation, and be called when it is done.
 *
 * <h2>The idea</h2>
 *
 * Nobody waits. A step of a conversation ends by beginning a read or a write, and says what comes
 * next; a thread of the group calls that when the bytes are there or gone. The conversation is that
 * of module {@code blocking}, cut where it blocked.
 *
 * <h2>Threads: who runs what</h2>
 *
 * A channel group of one thread for each processor waits for all channels and runs all handlers. A
 * second kind of thread, the timer, waits for the times of clocks and DELAYs and hands over to the
 * group by beginning an operation. At most one read and one write are under way on a channel, and
 * one step of a conversation at a time, so that its state needs no lock. Only {@link
 * dev.parley.async.Clock} is shared.
 *
 * <p>An operation that can be done at once calls its handler within the call that began it, and
 * that handler begins the next: the channel bounds such calls to 16 on a stack, then waits for an
 * event as if nothing were there. So neither the stack nor one busy connection grows without bound.
 *
 * <h2>Where it blocks</h2>
 *
 * Nowhere, but in {@code close} of the server and in the blocking methods of the client. A listener
 * that blocks holds up a thread of the group, or the timer.
 *
 * <h2>How it stops</h2>
 *
 * The listening channel is closed; a connection that waits for input has its output shut down while
 * its read goes on, one that is at work ends after the requests that it has read. What is left at
 * the drain deadline is closed, which fails what is under way. Then the group is shut down.
 *
 * <h2>What it costs</h2>
 *
 * A thread for each processor, whatever comes. Two tries for each message, since a read is tried
 * before it is waited for. A buffer of 1 KiB for each idle connection: it is handed to the read
 * that waits. And what the channels do not have: no read can be taken back, a channel's own timeout
 * leaves it unusable, and there is no SO_LINGER, so that a client that never reads cannot be reset,
 * only closed.
 *
 * <h2>Read in this order</h2>
 *
 * {@link dev.parley.async.AsynchronousServer}, {@link dev.parley.async.Connection}, {@link
 * dev.parley.async.TimedChannel}, {@link dev.parley.async.Clock}, {@link
 * dev.parley.async.AsynchronousClient}.
 *
 * <h2>Compare with</h2>
 *
 * Module {@code blocking}, whose {@code Connection} has the same steps in the same order; module
 * {@code nio}, which is told that a channel is ready where this one is told that the bytes are
 * there.
 *
 * <h2>Next</h2>
 *
 * Module {@code tls}: what changes when somebody may listen.
 */
@NullMarked
package dev.parley.async;

import org.jspecify.annotations.NullMarked;
