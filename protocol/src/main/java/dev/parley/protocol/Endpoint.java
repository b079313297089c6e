// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import java.net.BindException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Addresses as people read them, and the errors that name them the same way in every style. */
public final class Endpoint {

  private Endpoint() {}

  /** Returns {@code host:port}, host in numbers where it is resolved, IPv6 in brackets. */
  public static String text(InetSocketAddress address) {
    return host(address) + ":" + address.getPort();
  }

  /** Returns the exception for an address that cannot be bound; it names the address. */
  public static BindException cannotBind(InetSocketAddress address, Exception cause) {
    var failure = new BindException("cannot bind " + text(address) + ": " + cause.getMessage());
    failure.initCause(cause);
    return failure;
  }

  /** Returns the exception for a peer that does not take the connection; it names the peer. */
  public static ConnectException cannotConnect(InetSocketAddress peer, String why) {
    return new ConnectException("cannot connect to " + text(peer) + ": " + why);
  }

  /** Returns the exception for a peer that took too long; it names peer and duration. */
  public static SocketTimeoutException timedOut(
      InetSocketAddress peer, String what, Duration timeout) {
    return new SocketTimeoutException(
        "no %s from %s within %d ms".formatted(what, text(peer), timeout.toMillis()));
  }

  private static String host(InetSocketAddress address) {
    InetAddress host = address.getAddress();
    if (host == null) {
      return address.getHostString();
    }
    return host instanceof Inet6Address ? "[" + host.getHostAddress() + "]" : host.getHostAddress();
  }
}
