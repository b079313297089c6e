// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The providers at the end stand in META-INF/services out of their order. */
class StyleTest {

  @Test
  void allStylesAreFoundAndInOrder() {
    assertThat(Style.all()).extracting(Style::name).containsExactly("first", "middle", "last");
  }

  @Test
  void aStyleThatNeedsNothingTakesTheOptionsAsTheyAre() throws IOException {
    var options = ServerOptions.defaults();
    assertThat(new First().complete(options)).isSameAs(options);
  }

  abstract static class Named implements Style {

    private final String name;
    private final int order;

    Named(String name, int order) {
      this.name = name;
      this.order = order;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String summary() {
      return "a name and a place in the order";
    }

    @Override
    public int order() {
      return order;
    }

    @Override
    public Transport transport() {
      return Transport.TCP;
    }

    @Override
    public Set<Trait> traits() {
      return Set.of();
    }

    @Override
    public Server server(ServerOptions options, ServerListener listener) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Client connect(ClientOptions options) {
      throw new UnsupportedOperationException();
    }
  }

  public static final class Middle extends Named {
    public Middle() {
      super("middle", 20);
    }
  }

  public static final class Last extends Named {
    public Last() {
      super("last", 100);
    }
  }

  public static final class First extends Named {
    public First() {
      super("first", -1);
    }
  }
}
