// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.run;

import dev.parley.conformance.ClientProgramConformance;
import dev.parley.conformance.ConcurrentConformance;
import dev.parley.conformance.DatagramConformance;
import dev.parley.conformance.PairConformance;
import dev.parley.conformance.SequentialConformance;
import dev.parley.conformance.ServerProgramConformance;
import dev.parley.conformance.TlsConformance;
import dev.parley.conformance.target.Target;
import dev.parley.protocol.Transport;

/**
 * What is judged: a server, by what carries its frames, a program, or a client and a server. That
 * depends on which of {@link DatagramConformance}, {@link TlsConformance} and the others inherit
 * it: that is said nowhere else.
 */
public enum Medium {
  /** TCP, and TLS over it. */
  STREAM("streams"),
  /** TLS, and what it adds to a stream. */
  TLS("TLS"),
  /** UDP. */
  DATAGRAM("datagrams"),
  /** Programs whose server the suite plays. */
  CLIENT("client programs"),
  /** Programs of servers, and how they are launched. */
  PROGRAM("programs of servers"),
  /** A client and a server that talk to each other. */
  PAIR("clients and servers together");

  private final String label;

  Medium(String label) {
    this.label = label;
  }

  static Medium of(Class<?> family) {
    if (family.isAssignableFrom(ClientProgramConformance.class)) {
      return CLIENT;
    }
    if (family.isAssignableFrom(ServerProgramConformance.class)) {
      return PROGRAM;
    }
    if (family.isAssignableFrom(PairConformance.class)) {
      return PAIR;
    }
    if (family.isAssignableFrom(DatagramConformance.class)) {
      return DATAGRAM;
    }
    boolean ofAnyStream =
        family.isAssignableFrom(ConcurrentConformance.class)
            || family.isAssignableFrom(SequentialConformance.class);
    return ofAnyStream ? STREAM : TLS;
  }

  /** Returns whether what is said of this holds for a target. */
  public boolean isOf(Target target) {
    return judges(target) && isOf(target.transport());
  }

  /** Returns whether it is about such as the target: a server, a program, or a pair. */
  boolean judges(Target target) {
    return switch (this) {
      case CLIENT -> target.client().isPresent();
      case PROGRAM -> target.program().isPresent();
      case PAIR -> target.pair().isPresent();
      case STREAM, TLS, DATAGRAM -> target.client().isEmpty() && target.pair().isEmpty();
    };
  }

  /** Returns whether what is said of this holds for those who speak a transport. */
  public boolean isOf(Transport transport) {
    return switch (this) {
      case STREAM -> transport != Transport.UDP;
      case TLS -> transport == Transport.TLS;
      case DATAGRAM -> transport == Transport.UDP;
      case CLIENT, PROGRAM, PAIR -> true;
    };
  }

  /** Returns the name as the command prints it, in the plural. */
  public String label() {
    return label;
  }
}
