// SPDX-License-Identifier: Apache-2.0

@NullMarked
package dev.parley.trace.record;

import org.jspecify.annotations.NullMarked;
