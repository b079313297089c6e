// SPDX-License-Identifier: Apache-2.0

/**
 * Parley/1 without a socket: how a frame looks, what a server answers, and what a server and a
 * client promise.
 *
 * <h2>The idea</h2>
 *
 * A request becomes its reply by one bit: the high bit of its type. So {@link
 * dev.parley.protocol.Responder} answers where the bytes already lie, and a style only has to read
 * into a buffer and write the same buffer back.
 *
 * <h2>Threads</h2>
 *
 * Nothing here starts or waits for a thread. {@link dev.parley.protocol.FrameDecoder}, {@link
 * dev.parley.protocol.FrameBuffer} and {@link dev.parley.protocol.Responder} belong to one
 * connection, and so to one thread at a time; the rest is immutable.
 *
 * <h2>Read in this order</h2>
 *
 * {@link dev.parley.protocol.Frame}, {@link dev.parley.protocol.FrameDecoder}, {@link
 * dev.parley.protocol.Responder}, {@link dev.parley.protocol.Server}, {@link
 * dev.parley.protocol.Style}.
 *
 * <h2>Next</h2>
 *
 * Module {@code blocking}: one client at a time.
 */
@NullMarked
package dev.parley.protocol;

import org.jspecify.annotations.NullMarked;
