// SPDX-License-Identifier: Apache-2.0

/**
 * What a comparison has found out, as records, and the file that keeps it.
 *
 * <p>Times are in microseconds and sizes in bytes unless a name says otherwise. What a system does
 * not tell, or a run left out, is null, or missing in its list; nothing stands for it. Latencies
 * come with their whole histogram, so that those of several blocks, runs or machines can be put
 * together: percentiles cannot.
 */
@NullMarked
package dev.parley.comparison.model;

import org.jspecify.annotations.NullMarked;
