// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

import dev.parley.conformance.verdict.NotApplicable;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

/**
 * Limits how many files a program may have open: a shell sets the limit and becomes the program.
 */
final class FewFiles {

  private FewFiles() {}

  /**
   * Returns the command that runs another under a limit.
   *
   * @param most how many files, sockets included; 0: no limit, and the command as it is
   * @throws NotApplicable if this system has no shell that could set one
   */
  static List<String> command(List<String> command, int most) {
    if (most == 0) {
      return command;
    }
    if (File.separatorChar != '/') {
      throw new NotApplicable("this system cannot limit how many files a program may have open");
    }
    String script = "ulimit -n " + most + " && exec \"$@\"";
    List<String> limited = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    limited.addAll(command);
    return limited;
  }
}
