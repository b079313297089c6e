// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.record;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.spy;

import dev.parley.protocol.Server;
import dev.parley.protocol.Style;
import java.io.IOException;

/** A style whose servers do not start. */
final class BrokenStyle {

  private BrokenStyle() {}

  static Style of(Style real) throws IOException {
    Server server = mock(Server.class);
    doThrow(new IOException("no thread today")).when(server).start();
    Style style = spy(real);
    doReturn(server).when(style).server(any(), any());
    return style;
  }
}
