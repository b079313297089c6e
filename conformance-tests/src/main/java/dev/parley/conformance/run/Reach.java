// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.run;

import dev.parley.conformance.target.ClientProgram;
import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.target.SuiteOptions;
import dev.parley.conformance.target.Target;
import dev.parley.conformance.verdict.HarnessFault;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.TcpLink;
import dev.parley.protocol.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;

/** Finds out whether there is anything to judge. */
final class Reach {

  private final Target target;
  private final Duration patience;

  Reach(Target target, Duration patience) {
    this.target = target;
    this.patience = patience;
  }

  /** One clear message before the first scenario, instead of the same one from each of them. */
  void require() throws TargetUnreachableException {
    if (target.style().isPresent()) {
      return;
    }
    if (target.client().isPresent()) {
      requireStarts(target.client().get());
      return;
    }
    try {
      RunningServer server = target.start(SuiteOptions.of(target.transport()));
      if (target.starts()) {
        stop(server);
      } else {
        requireAnswer(server.address());
      }
    } catch (Mismatch | IOException e) {
      throw unreachable(e);
    }
  }

  private void requireStarts(ClientProgram client) throws TargetUnreachableException {
    var nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    try {
      client.start(nobody, patience, patience).close();
    } catch (Mismatch e) {
      throw unreachable(e);
    }
  }

  private TargetUnreachableException unreachable(Throwable reason) {
    return new TargetUnreachableException(target.name() + ": " + reason.getMessage());
  }

  private void requireAnswer(InetSocketAddress address) throws IOException {
    if (Medium.STREAM.isOf(target.transport())) {
      connect(address);
    } else {
      Knock.at(address, patience);
    }
  }

  private void connect(InetSocketAddress address) throws IOException {
    try {
      TcpLink.connect(address, 0, patience).close();
    } catch (HarnessFault e) {
      // The first of all connections: it is not that none is left, this machine has no way there.
      Throwable reason = Objects.requireNonNullElse(e.getCause(), e);
      throw Endpoint.cannotConnect(address, String.valueOf(reason.getMessage()));
    }
  }

  private static void stop(RunningServer server) {
    try {
      server.stop();
    } catch (Mismatch judgedByTheScenarios) {
      // It started: that is all that was asked here.
    }
  }
}
