// SPDX-License-Identifier: Apache-2.0

@NullMarked
package dev.parley.comparison.measure;

import org.jspecify.annotations.NullMarked;
