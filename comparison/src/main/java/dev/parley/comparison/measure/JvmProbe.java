// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Asks another JVM for what only it knows. */
final class JvmProbe implements Closeable {

  private final JMXConnector connector;
  private final MemoryMXBean memory;
  private final ThreadMXBean threads;

  private JvmProbe(JMXConnector connector) throws IOException {
    this.connector = connector;
    var connection = connector.getMBeanServerConnection();
    this.memory =
        ManagementFactory.newPlatformMXBeanProxy(
            connection, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
    this.threads =
        ManagementFactory.newPlatformMXBeanProxy(
            connection, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
  }

  /** Attaches to a process; nothing comes back where it is no JVM, or lets nobody attach. */
  @SuppressWarnings("BanJNDI") // The address is that of an agent within a process of our own.
  static Optional<JvmProbe> attach(long process) {
    String id = Long.toString(process);
    // To attach is to send SIGQUIT, of which a program that is no JVM may die.
    if (VirtualMachine.list().stream().noneMatch(machine -> machine.id().equals(id))) {
      return Optional.empty();
    }
    try {
      VirtualMachine machine = VirtualMachine.attach(id);
      try {
        var url = new JMXServiceURL(machine.startLocalManagementAgent());
        return Optional.of(new JvmProbe(JMXConnectorFactory.connect(url)));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException | IOException e) {
      return Optional.empty();
    }
  }

  /** Returns the bytes of live objects: what is left after two collections. */
  long liveHeap() throws IOException {
    return ask(() -> {
      memory.gc();
      memory.gc();
      return memory.getHeapMemoryUsage().getUsed();
    });
  }

  /** Returns the bytes that all threads have allocated so far, also those that have ended. */
  long allocated() throws IOException {
    return ask(threads::getTotalThreadAllocatedBytes);
  }

  private static long ask(LongSupplier question) throws IOException {
    try {
      return question.getAsLong();
    } catch (UndeclaredThrowableException e) {
      throw new IOException("its JVM does not answer", e);
    }
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
