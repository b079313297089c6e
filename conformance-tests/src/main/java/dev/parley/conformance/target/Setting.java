// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

import dev.parley.protocol.ServerOptions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * An option of a server that a scenario may ask for, and that someone may tell of a running one.
 */
public enum Setting {
  /** The largest request payload. */
  MAX_PAYLOAD,
  /** The connection limit. */
  MAX_CONNECTIONS,
  /** The longest legal DELAY. */
  MAX_DELAY,
  /** The idle clock. */
  IDLE_TIMEOUT,
  /** The frame clock. */
  FRAME_TIMEOUT,
  /** The write clock. */
  WRITE_TIMEOUT,
  /** The handshake clock. */
  HANDSHAKE_TIMEOUT,
  /** The drain deadline. */
  DRAIN_TIMEOUT;

  /** Returns the option of the command that tells the value, {@code --idle-timeout} for example. */
  public String flag() {
    return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the settings in which two servers differ. */
  public static Set<Setting> differences(ServerOptions one, ServerOptions other) {
    Set<Setting> different = EnumSet.noneOf(Setting.class);
    for (Setting setting : values()) {
      if (!setting.of(one).equals(setting.of(other))) {
        different.add(setting);
      }
    }
    return different;
  }

  /** Returns the flag with the value that these options have: {@code --idle-timeout 500ms}. */
  String text(ServerOptions options) {
    Object value = of(options);
    return flag() + " " + (value instanceof Duration clock ? clock.toMillis() + "ms" : value);
  }

  private Object of(ServerOptions options) {
    return switch (this) {
      case MAX_PAYLOAD -> options.maximumPayload();
      case MAX_CONNECTIONS -> options.maximumConnections();
      case MAX_DELAY -> options.maximumDelay();
      case IDLE_TIMEOUT -> options.idleTimeout();
      case FRAME_TIMEOUT -> options.frameTimeout();
      case WRITE_TIMEOUT -> options.writeTimeout();
      case HANDSHAKE_TIMEOUT -> options.handshakeTimeout();
      case DRAIN_TIMEOUT -> options.drainTimeout();
    };
  }
}
