// SPDX-License-Identifier: Apache-2.0

package dev.parley.trace.record;

import java.util.List;

/**
 * What a stack says about its thread.
 *
 * @param name the call in which it waits, or {@code running}
 * @param waits whether it waits: in native code, in a call that is made to wait
 */
record Call(String name, boolean waits) {

  /** A frame by which a call of the JDK's is known that a program makes to wait. */
  private record Known(String type, String method, String name) {

    boolean matches(StackTraceElement frame) {
      return frame.getClassName().equals(type) && frame.getMethodName().startsWith(method);
    }
  }

  private static final List<Known> CALLS =
      List.of(
          new Known("sun.nio.ch.SelectorImpl", "select", "Selector.select"),
          new Known("java.net.ServerSocket", "accept", "ServerSocket.accept"),
          new Known("java.util.concurrent.locks.LockSupport", "park", "LockSupport.park"),
          new Known("java.lang.Thread", "sleep", "Thread.sleep"));

  private static final String CHANNELS = "sun.nio.ch.";
  private static final Call RUNNING = new Call("running", false);

  /** Names the call after what the program called, where that is known; else after the deepest. */
  static Call of(StackTraceElement[] stack) {
    StackTraceElement top = stack[0];
    if (!top.isNativeMethod()) {
      return RUNNING;
    }
    for (StackTraceElement frame : stack) {
      for (Known call : CALLS) {
        if (call.matches(frame)) {
          return new Call(call.name(), true);
        }
      }
    }
    return top.getClassName().startsWith(CHANNELS)
        ? new Call(
            top.getClassName().substring(CHANNELS.length()) + "." + top.getMethodName(), true)
        : RUNNING;
  }
}
