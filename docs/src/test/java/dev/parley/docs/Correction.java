// SPDX-License-Identifier: Apache-2.0

package dev.parley.docs;

import java.util.List;

/**
 * What would make a page true.
 *
 * @param from the index of the first line to go
 * @param to the index behind the last line to go
 * @param lines what comes in their place
 */
record Correction(int from, int to, List<String> lines) {}
