// SPDX-License-Identifier: Apache-2.0

package dev.parley.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.Style;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Provides;
import java.net.URL;
import java.util.Collection;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * On the module path a style is found by its module-info, on the class path by META-INF/services.
 */
class ServicesTest {
  private static final String SERVICE = Style.class.getName();

  @Test
  void both_declarations_name_the_same_styles() {
    var byModule =
        resources("module-info.class")
            .map(ServicesTest::descriptor)
            .map(ModuleDescriptor::provides)
            .flatMap(Collection::stream)
            .filter(provides -> provides.service().equals(SERVICE))
            .map(Provides::providers)
            .flatMap(Collection::stream)
            .toList();
    var byClassPath =
        resources("META-INF/services/" + SERVICE)
            .flatMap(ServicesTest::lines)
            .map(line -> line.replaceFirst("#.*", "").strip())
            .filter(line -> !line.isEmpty())
            .toList();

    assertThat(byModule).isNotEmpty().containsExactlyInAnyOrderElementsOf(byClassPath);
  }

  @Test
  void every_declared_style_loads_under_a_name_of_its_own() {
    var names = ServiceLoader.load(Style.class).stream().map(s -> s.get().name()).toList();

    assertThat(names).isNotEmpty().doesNotHaveDuplicates();
  }

  private static Stream<URL> resources(String name) {
    return ServicesTest.class.getClassLoader().resources(name);
  }

  private static ModuleDescriptor descriptor(URL url) {
    try (var in = url.openStream()) {
      return ModuleDescriptor.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> lines(URL url) {
    try (var in = url.openStream()) {
      return new String(in.readAllBytes(), UTF_8).lines();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
