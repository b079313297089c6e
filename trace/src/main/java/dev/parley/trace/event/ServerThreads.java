// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.event;

/** How the threads of a server are told from all others in a recording. */
public final class ServerThreads {

  /** The group of all of them: a thread is in that of the one which made it. */
  public static final String GROUP = "server";

  /** The thread that starts and stops the server; it is in their group, but none of them. */
  public static final String HOST = "host";

  private ServerThreads() {}
}
