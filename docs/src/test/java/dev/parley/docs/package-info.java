// SPDX-License-Identifier: Apache-2.0

/**
 * Proves that the pages of this project tell the truth: commands are run, excerpts are looked up,
 * bytes are compared with the test vectors, tables are generated again, links are followed. What it
 * cannot check it does not let pass.
 *
 * <p>Read {@link dev.parley.docs.Kind} first, then {@link dev.parley.docs.Checker}.
 */
@NullMarked
package dev.parley.docs;

import org.jspecify.annotations.NullMarked;
