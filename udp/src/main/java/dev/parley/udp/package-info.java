// SPDX-License-Identifier: Apache-2.0

/**
 * Datagrams: no connection, no order, no promise that anything arrives.
 *
 * <h2>The idea</h2>
 *
 * One datagram is one frame, and one socket is enough for everybody: receive, turn the request into
 * its reply where it lies, send it to where it came from. All that a stream needs for each client
 * is gone, and so is all that a stream promised: what is lost is asked for again, by the client.
 *
 * <h2>Threads: who runs what</h2>
 *
 * One loop does everything. A client has no thread; it belongs to whoever calls it.
 *
 * <h2>Where it blocks</h2>
 *
 * The server in {@code select}, and nowhere else: a DELAY waits in a queue, and a reply for which
 * the system has no room is lost. A {@code ServerListener} that blocks holds up all clients. The
 * client blocks in {@code receive}, until the reply is there, or the time to ask again.
 *
 * <h2>How it stops</h2>
 *
 * Receiving ends at once. The loop ends with the last DELAY that waits, or at the drain deadline,
 * and the port is released with it.
 *
 * <h2>What it costs</h2>
 *
 * A thread and a direct buffer of 64 KiB, however many clients there are; for a datagram, the
 * address of its sender, which the JDK makes when it is not the one before; for DELAYs that wait,
 * 16 MiB at most.
 *
 * <h2>Read in this order</h2>
 *
 * {@link dev.parley.udp.DatagramLoop}, {@link dev.parley.udp.DatagramDecoder}, {@link
 * dev.parley.udp.Delays}, {@link dev.parley.udp.DatagramServer}, {@link
 * dev.parley.udp.DatagramClient}, {@link dev.parley.udp.RetransmissionTimer}.
 *
 * <h2>Compare with</h2>
 *
 * Module {@code nio}: the same loop, with a state for each connection.
 *
 * <h2>Next</h2>
 *
 * Module {@code conformance-tests}: what all of them are held to.
 */
@NullMarked
package dev.parley.udp;

import org.jspecify.annotations.NullMarked;
