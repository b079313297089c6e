// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The launch contract (PROTOCOL.md, appendices A and B): how a server or client of any language is
 * told its options through the environment. An unset or empty variable means the default, unknown
 * ones are ignored.
 */
public final class LaunchContract {

  /** The address to bind, in numbers or as a name. */
  public static final String HOST = "PARLEY_HOST";

  /** The port to bind; 0: any. */
  public static final String PORT = "PARLEY_PORT";

  /** {@code tcp}, {@code udp} or {@code tls}. */
  public static final String TRANSPORT = "PARLEY_TRANSPORT";

  /** {@link ServerOptions#maximumPayload}, in bytes. */
  public static final String MAX_PAYLOAD = "PARLEY_MAX_PAYLOAD";

  /** {@link ServerOptions#maximumConnections}. */
  public static final String MAX_CONNECTIONS = "PARLEY_MAX_CONNECTIONS";

  /** {@link ServerOptions#maximumDelay}, in milliseconds. */
  public static final String MAX_DELAY_MS = "PARLEY_MAX_DELAY_MS";

  /** {@link ServerOptions#idleTimeout}, in milliseconds. */
  public static final String IDLE_TIMEOUT_MS = "PARLEY_IDLE_TIMEOUT_MS";

  /** {@link ServerOptions#frameTimeout}, in milliseconds. */
  public static final String FRAME_TIMEOUT_MS = "PARLEY_FRAME_TIMEOUT_MS";

  /** {@link ServerOptions#writeTimeout}, in milliseconds. */
  public static final String WRITE_TIMEOUT_MS = "PARLEY_WRITE_TIMEOUT_MS";

  /** {@link ServerOptions#handshakeTimeout}, in milliseconds. */
  public static final String HANDSHAKE_TIMEOUT_MS = "PARLEY_HANDSHAKE_TIMEOUT_MS";

  /** {@link ServerOptions#drainTimeout}, in milliseconds. */
  public static final String DRAIN_TIMEOUT_MS = "PARLEY_DRAIN_TIMEOUT_MS";

  /** A client's server, as {@code tcp://HOST:PORT}. */
  public static final String TARGET = "PARLEY_TARGET";

  /** {@link ClientOptions#connectTimeout}, in milliseconds. */
  public static final String CONNECT_TIMEOUT_MS = "PARLEY_CONNECT_TIMEOUT_MS";

  /** {@link ClientOptions#replyTimeout}, in milliseconds. */
  public static final String REPLY_TIMEOUT_MS = "PARLEY_REPLY_TIMEOUT_MS";

  /** {@link TlsFiles#authorities} of a client, a PEM file. */
  public static final String CA = "PARLEY_CA";

  /** {@link TlsFiles#certificate}, a PEM file. */
  public static final String CERT = "PARLEY_CERT";

  /** {@link TlsFiles#key}, a PEM file. */
  public static final String KEY = "PARLEY_KEY";

  /** What the one line on standard output begins with once the server listens. */
  public static final String LISTENING = "LISTENING ";

  private LaunchContract() {}

  /**
   * Returns the options that an environment asks for.
   *
   * @throws IllegalArgumentException if a value is invalid; the message names variable and value
   */
  public static ServerOptions options(Map<String, String> environment) {
    ServerOptions otherwise = ServerOptions.defaults();
    return otherwise.toBuilder()
        .address(address(environment, otherwise.address()))
        .maximumPayload(
            number(
                environment,
                MAX_PAYLOAD,
                otherwise.maximumPayload(),
                Frame.LARGEST_MAXIMUM_PAYLOAD))
        .maximumConnections(number(environment, MAX_CONNECTIONS, otherwise.maximumConnections()))
        .maximumDelay(millis(environment, MAX_DELAY_MS, otherwise.maximumDelay()))
        .idleTimeout(millis(environment, IDLE_TIMEOUT_MS, otherwise.idleTimeout()))
        .frameTimeout(millis(environment, FRAME_TIMEOUT_MS, otherwise.frameTimeout()))
        .writeTimeout(millis(environment, WRITE_TIMEOUT_MS, otherwise.writeTimeout()))
        .handshakeTimeout(millis(environment, HANDSHAKE_TIMEOUT_MS, otherwise.handshakeTimeout()))
        .drainTimeout(millis(environment, DRAIN_TIMEOUT_MS, otherwise.drainTimeout()))
        .tls(new TlsFiles(file(environment, CERT), file(environment, KEY), null))
        .build();
  }

  /**
   * Returns the environment that asks a server of {@code transport} for these options.
   *
   * @throws IllegalArgumentException if the address has a name that was not resolved
   */
  public static Map<String, String> environment(ServerOptions options, Transport transport) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put(HOST, host(options.address()));
    environment.put(PORT, Integer.toString(options.address().getPort()));
    environment.put(TRANSPORT, transport.scheme());
    environment.put(MAX_PAYLOAD, Integer.toString(options.maximumPayload()));
    environment.put(MAX_CONNECTIONS, Integer.toString(options.maximumConnections()));
    environment.put(MAX_DELAY_MS, Long.toString(options.maximumDelay().toMillis()));
    environment.put(IDLE_TIMEOUT_MS, Long.toString(options.idleTimeout().toMillis()));
    environment.put(FRAME_TIMEOUT_MS, Long.toString(options.frameTimeout().toMillis()));
    environment.put(WRITE_TIMEOUT_MS, Long.toString(options.writeTimeout().toMillis()));
    environment.put(HANDSHAKE_TIMEOUT_MS, Long.toString(options.handshakeTimeout().toMillis()));
    environment.put(DRAIN_TIMEOUT_MS, Long.toString(options.drainTimeout().toMillis()));
    putFile(environment, CERT, options.tls().certificate());
    putFile(environment, KEY, options.tls().key());
    return environment;
  }

  private static void putFile(
      Map<String, String> environment, String variable, @Nullable Path file) {
    if (file != null) {
      environment.put(variable, file.toString());
    }
  }

  /** Returns the line that a server prints when it listens, without its end. */
  public static String listening(Transport transport, InetSocketAddress address) {
    return LISTENING + transport.scheme() + "://" + Endpoint.text(address);
  }

  private static String host(InetSocketAddress address) {
    if (address.isUnresolved()) {
      throw new IllegalArgumentException(Endpoint.text(address) + " has no numbers to bind");
    }
    return address.getAddress().getHostAddress();
  }

  private static InetSocketAddress address(
      Map<String, String> environment, InetSocketAddress otherwise) {
    int port = number(environment, PORT, otherwise.getPort(), 0xFFFF);
    String host = environment.getOrDefault(HOST, "");
    try {
      InetAddress address = host.isEmpty() ? otherwise.getAddress() : InetAddress.getByName(host);
      return new InetSocketAddress(address, port);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(HOST + " names no host: " + host, e);
    }
  }

  private static @Nullable Path file(Map<String, String> environment, String variable) {
    String name = environment.getOrDefault(variable, "");
    return name.isEmpty() ? null : Path.of(name);
  }

  private static Duration millis(
      Map<String, String> environment, String variable, Duration otherwise) {
    return Duration.ofMillis(number(environment, variable, (int) otherwise.toMillis()));
  }

  private static int number(Map<String, String> environment, String variable, int otherwise) {
    return number(environment, variable, otherwise, Integer.MAX_VALUE);
  }

  private static int number(
      Map<String, String> environment, String variable, int otherwise, int largest) {
    String text = environment.getOrDefault(variable, "");
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) > largest) {
      throw new IllegalArgumentException(
          "%s must be a whole number from 0 to %s, not '%s'".formatted(variable, largest, text));
    }
    return Integer.parseInt(text);
  }
}
