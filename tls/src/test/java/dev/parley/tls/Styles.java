// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import dev.parley.protocol.Style;
import java.util.List;

/** The styles of this module. */
final class Styles {

  static final List<Style> ALL = List.of(new TlsStyle(), new TlsNioStyle());

  private Styles() {}
}
