// SPDX-License-Identifier: Apache-2.0

/** Frames, limits, options and the contracts that every style of Parley fulfils. No sockets. */
module dev.parley.protocol {
  requires static transitive org.jspecify;

  exports dev.parley.protocol;

  uses dev.parley.protocol.Style;
}
