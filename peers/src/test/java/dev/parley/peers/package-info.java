// SPDX-License-Identifier: Apache-2.0

@NullMarked
package dev.parley.peers;

import org.jspecify.annotations.NullMarked;
