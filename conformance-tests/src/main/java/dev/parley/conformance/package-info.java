// SPDX-License-Identifier: Apache-2.0

/**
 * The conformance suite of Parley/1.
 *
 * <h2>Judge a style</h2>
 *
 * One class: see {@link dev.parley.conformance.StreamConformance}, and for datagrams {@link
 * dev.parley.conformance.DatagramConformance}.
 *
 * <h2>Judge anything</h2>
 *
 * {@link dev.parley.conformance.run.ConformanceRun} judges a {@link
 * dev.parley.conformance.target.Target}: a style, a program of any language, an address, or a
 * client of one style with the server of another.
 */
@NullMarked
package dev.parley.conformance;

import org.jspecify.annotations.NullMarked;
