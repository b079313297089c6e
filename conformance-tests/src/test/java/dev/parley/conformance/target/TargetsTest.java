// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.conformance.fixture.Fault;
import dev.parley.conformance.fixture.FixtureStyle;
import dev.parley.conformance.verdict.NotApplicable;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Trait;
import dev.parley.protocol.Transport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TargetsTest {

  private static final InetSocketAddress ADDRESS =
      InetSocketAddress.createUnresolved("127.0.0.1", 7700);

  @Test
  void theCommandRunsTheSameAgain() {
    assertThat(Targets.style(new FixtureStyle()).command())
        .isEqualTo("./parley check fixture-none");
    assertThat(Targets.launch("python3 'my server.py'", Transport.TCP).command())
        .isEqualTo("./parley check --launch 'python3 '\\''my server.py'\\'''");
    assertThat(
            Targets.launch("server", Transport.TLS, EnumSet.of(Trait.LIMIT), Duration.ofSeconds(1))
                .command())
        .isEqualTo(
            "./parley check --launch 'server' --transport tls --without concurrent"
                + " --launch-timeout 1000ms");
    assertThat(known(EnumSet.of(Setting.IDLE_TIMEOUT, Setting.MAX_PAYLOAD)).command())
        .isEqualTo(
            "./parley check --target tcp://127.0.0.1:7700 --max-payload 1048576"
                + " --idle-timeout 500ms --without concurrent,limit");
  }

  @Test
  void aServerThatRunsIsTakenAsItIs() {
    ServerOptions wanted =
        SuiteOptions.BASE.toBuilder().idleTimeout(Duration.ofMillis(300)).build();
    Target target = known(EnumSet.of(Setting.IDLE_TIMEOUT));

    RunningServer server = target.start(wanted);
    assertThat(server.address()).isEqualTo(ADDRESS);
    assertThat(server.options().idleTimeout()).hasMillis(500);
    server.stop();
    assertThat(server.running()).isTrue();
    assertThat(server.crash()).isEmpty();
    assertThat(server.lastWords()).isEmpty();
    assertThat(target.starts()).isFalse();
    assertThat(target.style()).isEmpty();
    assertThat(target.start(SuiteOptions.BASE).running()).isTrue();
  }

  @Test
  void aSettingThatNobodyToldMakesItNotApplicable() {
    ServerOptions wanted =
        SuiteOptions.BASE.toBuilder()
            .maximumPayload(5)
            .maximumConnections(5)
            .maximumDelay(Duration.ZERO)
            .frameTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .handshakeTimeout(Duration.ZERO)
            .drainTimeout(Duration.ZERO)
            .build();
    Target target = known(EnumSet.of(Setting.MAX_PAYLOAD));

    assertThatThrownBy(() -> target.start(wanted))
        .isInstanceOf(NotApplicable.class)
        .hasMessage(
            "it needs to know a setting of the running server: --max-connections, --max-delay,"
                + " --frame-timeout, --write-timeout, --handshake-timeout, --drain-timeout");
    assertThatThrownBy(() -> target.startProcess(wanted, List.of(), 0))
        .isInstanceOf(NotApplicable.class)
        .hasMessageContaining("a server process that the suite starts itself");
  }

  @Test
  void whatARunningServerIsKnownToRefuseIsNotSent() {
    WireFrame tooLarge = WireFrame.echo(1, new byte[(1 << 20) + 1]);
    WireFrame tooLong = WireFrame.delay(2, 10_001, new byte[0]);

    Target target = known(EnumSet.of(Setting.MAX_PAYLOAD, Setting.MAX_DELAY));
    target.requireTaken(WireFrame.echo(1, new byte[1 << 20]));
    target.requireTaken(WireFrame.delay(2, 10_000, new byte[0]));
    assertThatThrownBy(() -> target.requireTaken(tooLarge))
        .isInstanceOf(NotApplicable.class)
        .hasMessage(
            "it sends a payload of 1048577 bytes, more than the running server takes:"
                + " --max-payload 1048576");
    assertThatThrownBy(() -> target.requireTaken(tooLong))
        .isInstanceOf(NotApplicable.class)
        .hasMessage(
            "it sends a DELAY of 10001 ms, more than the running server takes:"
                + " --max-delay 10000ms");
    Target unknown = known(EnumSet.of(Setting.IDLE_TIMEOUT));
    unknown.requireTaken(tooLarge);
    unknown.requireTaken(tooLong);
  }

  @Test
  void aStyleThatDoesNotStartIsAFailure() {
    Target target = Targets.style(new FixtureStyle(Fault.START_FAILS));
    assertThatThrownBy(() -> target.start(SuiteOptions.BASE))
        .isInstanceOf(Mismatch.class)
        .hasMessageContaining("a server that starts and listens at 127.0.0.1:0")
        .hasMessageContaining("no luck today");
  }

  @Test
  void aStyleThatDoesNotStopIsAFailure() {
    ServerOptions options = SuiteOptions.BASE.toBuilder().drainTimeout(Duration.ZERO).build();
    RunningServer throwing = Targets.style(new FixtureStyle(Fault.STOP_THROWS)).start(options);
    assertThatThrownBy(throwing::stop)
        .isInstanceOf(Mismatch.class)
        .hasMessageContaining(
            "a stop that threw java.lang.IllegalStateException: java.io.IOException: cannot stop");
    RunningServer slow = Targets.style(new FixtureStyle(Fault.STOP_HANGS)).start(options);
    assertThatThrownBy(slow::stop)
        .isInstanceOf(Mismatch.class)
        .hasMessageContaining("a stop within the drain deadline and 1 s, 1000 ms")
        .hasMessageMatching("(?s).*a stop that took \\d{4,} ms");
  }

  private static Target known(Set<Setting> settings) {
    ServerOptions options =
        ServerOptions.defaults().toBuilder().idleTimeout(Duration.ofMillis(500)).build();
    return Targets.address(Transport.TCP, ADDRESS, EnumSet.noneOf(Trait.class), options, settings);
  }
}
