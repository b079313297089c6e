// SPDX-License-Identifier: Apache-2.0

/**
 * TLS twice: {@link javax.net.ssl.SSLSocket} over threads, and {@link javax.net.ssl.SSLEngine} over
 * event loops.
 *
 * <h2>The idea</h2>
 *
 * TLS turns bytes into records and back, and shakes hands first. An SSLSocket does that inside of
 * {@code read} and {@code write}, so the connection of module {@code blocking} is used as it is,
 * through a layer over its socket. An SSLEngine does no input or output at all: it says what it
 * needs next, and someone has to see to it. Here that is a link, which the connection of module
 * {@code nio} uses in place of its channel.
 *
 * <h2>Threads: who runs what</h2>
 *
 * {@code tls}: one thread accepts; each connection has a virtual thread, which begins with the
 * handshake. {@code tls-nio}: the loops of module {@code nio}; what takes milliseconds in a
 * handshake, signing and checking chains, runs on a few threads beside them.
 *
 * <h2>Where it blocks</h2>
 *
 * {@code tls}: in the handshake, and where {@code blocking} does. A write may also block in ending
 * the output, which sends a last record. {@code tls-nio}: in {@code select} alone.
 *
 * <h2>How it stops</h2>
 *
 * As the styles that it builds on; handshakes are cut. The end of the stream is close_notify, then
 * FIN. A reset goes to the socket under TLS: to close an SSLSocket is to write to it, which would
 * wait behind a peer that does not read. Where TLS fails, an alert takes the place of the ERROR,
 * and input is discarded behind it for a while, so that the peer can read why.
 *
 * <h2>What an end is worth</h2>
 *
 * Anyone on the way can send a FIN, but not a close_notify. {@code tls-nio} tells the two apart and
 * counts a bare FIN as a failure of the peer's. SSLSocket shows both as the end of the stream; no
 * harm is done, since a frame that is cut off gets no reply.
 *
 * <h2>What it costs</h2>
 *
 * A handshake is a millisecond of work, a resumed one far less; a record of 16 KiB adds 22 bytes or
 * so. {@code tls-nio} adds 416 KiB of buffers to each loop, and keeps of a connection no more than
 * half a record and what the system did not take.
 *
 * <h2>Read in this order</h2>
 *
 * The test {@code TlsEngineTest}: two engines, two buffers, no socket. Then {@link
 * dev.parley.tls.TlsEngine}, {@link dev.parley.tls.TlsLink}, {@link dev.parley.tls.AlertLink},
 * {@link dev.parley.tls.SslEngineServer}; {@link dev.parley.tls.SocketLayer}, {@link
 * dev.parley.tls.SslSocketServer}; {@link dev.parley.tls.TlsContext}.
 *
 * <h2>Compare with</h2>
 *
 * Modules {@code threaded} and {@code nio}, which say the same in clear text.
 *
 * <h2>Next</h2>
 *
 * Module {@code udp}: no connection at all.
 */
@NullMarked
package dev.parley.tls;

import org.jspecify.annotations.NullMarked;
