// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * What a server is made with. Immutable; {@link #defaults} and {@link #toBuilder} are the way to
 * one. A clock or limit of zero is off.
 *
 * @param address where to listen; port 0 takes any free one
 * @param maximumPayload the largest request payload, in bytes, 0 to 16,777,216
 * @param maximumConnections how many connections at once; 0: no limit
 * @param maximumDelay the longest DELAY that is legal; as each clock, at most 2,147,483,647 ms
 * @param idleTimeout the idle clock (rule R6.2)
 * @param frameTimeout the frame clock (rule R6.3)
 * @param writeTimeout the write clock (rule R6.4)
 * @param handshakeTimeout the handshake clock (rule R6.1)
 * @param drainTimeout how long {@link Server#close} waits before it cuts; zero cuts at once
 * @param backlog how many connections wait to be accepted; a hint to the system
 * @param receiveBuffer the socket's receive buffer, in bytes; 0: see {@link #receiveBufferFor}
 * @param sendBuffer the socket's send buffer, in bytes; 0: the system's choice
 * @param noDelay whether Nagle's algorithm is off (rule R2.2)
 * @param keepAlive whether the system probes silent peers
 * @param reuseAddress whether the port can be bound while old connections are in TIME_WAIT
 * @param tls the files of a server that speaks TLS; the others' ignore them
 */
public record ServerOptions(
    InetSocketAddress address,
    int maximumPayload,
    int maximumConnections,
    Duration maximumDelay,
    Duration idleTimeout,
    Duration frameTimeout,
    Duration writeTimeout,
    Duration handshakeTimeout,
    Duration drainTimeout,
    int backlog,
    int receiveBuffer,
    int sendBuffer,
    boolean noDelay,
    boolean keepAlive,
    boolean reuseAddress,
    TlsFiles tls) {

  /** What {@link LaunchContract} can carry. */
  private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

  private static final int DATAGRAM_BURST = 4 << 20;

  private static final ServerOptions DEFAULTS =
      new ServerOptions(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 7700),
          Frame.DEFAULT_MAXIMUM_PAYLOAD,
          16_384,
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          1_024,
          0,
          0,
          true,
          false,
          true,
          TlsFiles.NONE);

  /**
   * Checks every value.
   *
   * @throws IllegalArgumentException if one is out of its range; the message names it
   */
  public ServerOptions {
    requirePayload(maximumPayload);
    require(
        maximumConnections >= 0,
        "maximum connections must not be negative, but is " + maximumConnections);
    requireMillis("maximum delay", maximumDelay);
    requireMillis("idle timeout", idleTimeout);
    requireMillis("frame timeout", frameTimeout);
    requireMillis("write timeout", writeTimeout);
    requireMillis("handshake timeout", handshakeTimeout);
    requireMillis("drain timeout", drainTimeout);
    require(backlog > 0, "backlog must be at least 1, not " + backlog);
    require(receiveBuffer >= 0, "receive buffer must not be negative, but is " + receiveBuffer);
    require(sendBuffer >= 0, "send buffer must not be negative, but is " + sendBuffer);
  }

  /** Returns the defaults of PROTOCOL.md, on port 7700 of the loopback address. */
  public static ServerOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Returns what the socket of a server asks for as its receive buffer, in bytes; 0: nothing, which
   * is the system's choice. Where none was chosen, a server of datagrams asks for 4 MiB, and gets
   * what the system allows: a datagram that finds no room is lost, and all clients share this room.
   */
  public int receiveBufferFor(Transport transport) {
    return receiveBuffer == 0 && transport == Transport.UDP ? DATAGRAM_BURST : receiveBuffer;
  }

  /** Returns a builder that starts from these options. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  static void requirePayload(int maximum) {
    require(
        maximum >= 0 && maximum <= Frame.LARGEST_MAXIMUM_PAYLOAD,
        "maximum payload must be 0 to 16777216 bytes, not " + maximum);
  }

  static void requireMillis(String name, Duration duration) {
    require(
        !duration.isNegative() && duration.compareTo(LONGEST) <= 0,
        name + " must be 0 to 2147483647 ms, not " + duration);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** Collects options; each method returns the builder itself. Not safe for concurrent use. */
  public static final class Builder {

    private InetSocketAddress address;
    private int maximumPayload;
    private int maximumConnections;
    private Duration maximumDelay;
    private Duration idleTimeout;
    private Duration frameTimeout;
    private Duration writeTimeout;
    private Duration handshakeTimeout;
    private Duration drainTimeout;
    private int backlog;
    private int receiveBuffer;
    private int sendBuffer;
    private boolean noDelay;
    private boolean keepAlive;
    private boolean reuseAddress;
    private TlsFiles tls;

    private Builder(ServerOptions from) {
      address = from.address;
      maximumPayload = from.maximumPayload;
      maximumConnections = from.maximumConnections;
      maximumDelay = from.maximumDelay;
      idleTimeout = from.idleTimeout;
      frameTimeout = from.frameTimeout;
      writeTimeout = from.writeTimeout;
      handshakeTimeout = from.handshakeTimeout;
      drainTimeout = from.drainTimeout;
      backlog = from.backlog;
      receiveBuffer = from.receiveBuffer;
      sendBuffer = from.sendBuffer;
      noDelay = from.noDelay;
      keepAlive = from.keepAlive;
      reuseAddress = from.reuseAddress;
      tls = from.tls;
    }

    /** Sets {@link ServerOptions#address}. */
    public Builder address(InetSocketAddress value) {
      address = value;
      return this;
    }

    /** Sets {@link ServerOptions#maximumPayload}. */
    public Builder maximumPayload(int bytes) {
      maximumPayload = bytes;
      return this;
    }

    /** Sets {@link ServerOptions#maximumConnections}. */
    public Builder maximumConnections(int count) {
      maximumConnections = count;
      return this;
    }

    /** Sets {@link ServerOptions#maximumDelay}. */
    public Builder maximumDelay(Duration value) {
      maximumDelay = value;
      return this;
    }

    /** Sets {@link ServerOptions#idleTimeout}. */
    public Builder idleTimeout(Duration value) {
      idleTimeout = value;
      return this;
    }

    /** Sets {@link ServerOptions#frameTimeout}. */
    public Builder frameTimeout(Duration value) {
      frameTimeout = value;
      return this;
    }

    /** Sets {@link ServerOptions#writeTimeout}. */
    public Builder writeTimeout(Duration value) {
      writeTimeout = value;
      return this;
    }

    /** Sets {@link ServerOptions#handshakeTimeout}. */
    public Builder handshakeTimeout(Duration value) {
      handshakeTimeout = value;
      return this;
    }

    /** Sets {@link ServerOptions#drainTimeout}. */
    public Builder drainTimeout(Duration value) {
      drainTimeout = value;
      return this;
    }

    /** Sets {@link ServerOptions#backlog}. */
    public Builder backlog(int count) {
      backlog = count;
      return this;
    }

    /** Sets {@link ServerOptions#receiveBuffer}. */
    public Builder receiveBuffer(int bytes) {
      receiveBuffer = bytes;
      return this;
    }

    /** Sets {@link ServerOptions#sendBuffer}. */
    public Builder sendBuffer(int bytes) {
      sendBuffer = bytes;
      return this;
    }

    /** Sets {@link ServerOptions#noDelay}. */
    public Builder noDelay(boolean value) {
      noDelay = value;
      return this;
    }

    /** Sets {@link ServerOptions#keepAlive}. */
    public Builder keepAlive(boolean value) {
      keepAlive = value;
      return this;
    }

    /** Sets {@link ServerOptions#reuseAddress}. */
    public Builder reuseAddress(boolean value) {
      reuseAddress = value;
      return this;
    }

    /** Sets {@link ServerOptions#tls}. */
    public Builder tls(TlsFiles files) {
      tls = files;
      return this;
    }

    /**
     * Returns the options.
     *
     * @throws IllegalArgumentException if a value is out of its range; the message names it
     */
    public ServerOptions build() {
      return new ServerOptions(
          address,
          maximumPayload,
          maximumConnections,
          maximumDelay,
          idleTimeout,
          frameTimeout,
          writeTimeout,
          handshakeTimeout,
          drainTimeout,
          backlog,
          receiveBuffer,
          sendBuffer,
          noDelay,
          keepAlive,
          reuseAddress,
          tls);
    }
  }
}
