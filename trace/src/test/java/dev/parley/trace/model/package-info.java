// SPDX-License-Identifier: Apache-2.0

@NullMarked
package dev.parley.trace.model;

import org.jspecify.annotations.NullMarked;
