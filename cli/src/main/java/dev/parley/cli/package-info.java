// SPDX-License-Identifier: Apache-2.0

/**
 * The {@code parley} command.
 *
 * <h2>The idea</h2>
 *
 * One class for each command, one for each thing that a command line can hold (a duration, a size,
 * a target). A command reads its surroundings only from a {@link dev.parley.cli.Shell} and answers
 * with one of the {@link dev.parley.cli.ExitCode}s, so that a test can run it without a process of
 * its own.
 *
 * <h2>Read in this order</h2>
 *
 * {@link dev.parley.cli.Parley}, {@link dev.parley.cli.ServeCommand}, {@link
 * dev.parley.cli.SendCommand}, {@link dev.parley.cli.CheckCommand}.
 */
@NullMarked
package dev.parley.cli;

import org.jspecify.annotations.NullMarked;
