// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the generator allocates would be measured as if it were the server's time. */
@Timeout(60)
class GeneratorAllocationTest {

  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  @Test
  void nothingIsAllocatedForAMessage() throws IOException {
    try (var server = new ServerForTest("nio")) {
      Generator generator = server.generator();
      generator.run(Workloads.closed(4, 32, 64), 0, 1);

      long begin = THREADS.getCurrentThreadAllocatedBytes();
      LoadResult brief = generator.run(Workloads.closed(4, 32, 64), 0, 0.1);
      long middle = THREADS.getCurrentThreadAllocatedBytes();
      LoadResult longer = generator.run(Workloads.closed(4, 32, 64), 0, 1);
      long end = THREADS.getCurrentThreadAllocatedBytes();

      // What a run allocates to begin and to end is the same for both.
      long more = longer.messages() - brief.messages();
      assertThat(more).isPositive();
      assertThat((double) (end - middle - (middle - begin)) / more).isLessThan(1);
    }
  }
}
