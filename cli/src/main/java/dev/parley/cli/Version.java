// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest tells. */
final class Version implements IVersionProvider {

  /** Returns the version; what runs from class files has none. */
  static String text() {
    return Objects.requireNonNullElse(
        Parley.class.getPackage().getImplementationVersion(), "(not packaged)");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"parley " + text(), "Java ${java.version}, ${os.name} ${os.arch}"};
  }
}
