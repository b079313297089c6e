// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance;

import dev.parley.conformance.life.LifeFault;
import dev.parley.conformance.life.LifeStyle;
import dev.parley.protocol.Trait;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Alone, since the scenario counts the descriptors of this process. */
@Isolated
class LeftDescriptorsTest {

  @Test
  void descriptorsThatAreLeftAreCounted() throws Exception {
    var style = LifeStyle.of(LifeFault.LEAVES_DESCRIPTOR, EnumSet.allOf(Trait.class));

    BrokenLivesTest.requireFailure("L08", style, "of 4 rounds: [");
  }
}
