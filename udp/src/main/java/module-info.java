// SPDX-License-Identifier: Apache-2.0

/** Datagrams: one socket and one thread for all clients. */
module dev.parley.udp {
  requires transitive dev.parley.protocol;
  requires static transitive org.jspecify;

  exports dev.parley.udp;

  provides dev.parley.protocol.Style with
      dev.parley.udp.UdpStyle;
}
