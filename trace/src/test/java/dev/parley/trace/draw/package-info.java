// SPDX-License-Identifier: Apache-2.0

@NullMarked
package dev.parley.trace.draw;

import org.jspecify.annotations.NullMarked;
