// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.model;

import org.jspecify.annotations.Nullable;

/**
 * A subject at one workload against an earlier run.
 *
 * @param workload the workload's id
 * @param subject the subject's name
 * @param before messages a second then, the median
 * @param after messages a second now
 * @param ratio after to before
 * @param relative the ratio of the subject to its baseline now, to that of then: free of what the
 *     whole machine did; null for the baseline itself, and where the two runs have another one
 */
public record Change(
    String workload,
    String subject,
    double before,
    double after,
    double ratio,
    @Nullable Double relative) {}
