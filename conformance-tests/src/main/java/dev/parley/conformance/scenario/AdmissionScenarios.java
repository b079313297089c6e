// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.stage.TlsStage;
import dev.parley.conformance.target.RunningServer;
import dev.parley.conformance.tls.Credentials;
import dev.parley.conformance.tls.Engines;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.Received;
import dev.parley.protocol.Trait;
import java.util.List;
import javax.net.ssl.SSLEngine;

/** Who is let in over TLS, and who is not: rules R8.1, R13.1 and R13.4. */
public interface AdmissionScenarios extends Conformance {

  /** Clients that offer Parley/1, nothing, or only something else. */
  @Scenario(
      id = "T05",
      title = "the application protocol",
      rules = {"R13.1"})
  default void t05_application_protocol(Stage stage) {
    RunningServer server = stage.server(o -> o);
    for (String version : Engines.VERSIONS) {
      requireAgreed(stage, server, version, Engines.ALPN, Engines.ALPN);
      requireAgreed(stage, server, version, Engines.ALPN, "http/1.1", Engines.ALPN);
      requireAgreed(stage, server, version, "");
      requireNone(stage, server, version);
    }
  }

  private static void requireAgreed(
      Stage stage, RunningServer server, String version, String agreed, String... offered) {
    SSLEngine engine = TlsStage.fresh().client(server.address(), version, offered);
    Probe probe = stage.tls().connect(server, engine).probe();
    try {
      probe.ask(stage.echo(10));
    } catch (Mismatch failure) {
      throw agreed.isEmpty()
          ? failure.because("A client that offers no application protocol is one of Parley/1 too.")
          : failure;
    }
    probe.require(
        agreed.equals(engine.getApplicationProtocol()),
        "the application protocol '%s', of %s".formatted(agreed, List.of(offered)),
        "'%s'".formatted(engine.getApplicationProtocol()),
        engine.getApplicationProtocol().isEmpty()
            ? "The server chooses none of those that a client offers: were they told to its engines"
                + " (SSLParameters.setApplicationProtocols), and before the handshake?"
            : "");
    probe.close();
  }

  private static void requireNone(Stage stage, RunningServer server, String version) {
    SSLEngine engine = TlsStage.fresh().client(server.address(), version, "http/1.1");
    TlsStage.Client client = stage.tls().connect(server, engine);
    // Under TLS 1.3 a client may be through before it reads the alert.
    client.probe().trySend(stage.echo(10).bytes());
    Received next = client.probe().next(stage.patience());
    String told =
        client.link().handshakeFailure().map(Throwable::getMessage).orElse(next.toString());
    client
        .probe()
        .require(
            told.contains("no_application_protocol"),
            "the alert no_application_protocol for a client that offers http/1.1 only",
            told,
            next instanceof Received.Frame
                ? "The server does not look at the protocols that a client offers, or goes on without."
                : "");
  }

  /** One client more than the limit: it is not worth a handshake. */
  @Scenario(
      id = "T06",
      title = "one client more is closed before the handshake",
      rules = {"R8.1"},
      needs = Trait.LIMIT)
  default void t06_limit(Stage stage) {
    RunningServer server = stage.server(o -> o.maximumConnections(2));
    List<Probe> inside = List.of(stage.connect(server), stage.connect(server));
    inside.forEach(probe -> probe.ask(stage.echo(10)));
    Probe more = stage.tls().connectWithoutTls(server);
    if (more.skipToEnd(HandshakeScenarios.SOON) instanceof Received.Nothing nothing) {
      throw more.mismatch("an end before the first byte of a handshake", nothing)
          .because(
              "The server waits for the client's hello, though all slots are taken: the limit must"
                  + " be looked at before the handshake, which is the dearest part.");
    }
    inside.forEach(probe -> probe.ask(stage.echo(10)));
  }

  /** A server that lets in only those whose certificate it knows. */
  @Scenario(
      id = "T07",
      title = "only those who belong get in",
      rules = {"R13.4"},
      slow = true)
  default void t07_client_certificates(Stage stage) {
    stage.requireApplicable(
        stage.target().style().isPresent(), "the launch contract cannot ask for it");
    RunningServer server = stage.server(o -> o.tls(stage.tls().lettingIn(Credentials.CLIENT)));
    for (String version : Engines.VERSIONS) {
      SSLEngine known = TlsStage.as(Credentials.CLIENT).client(server.address(), version);
      Probe inside = stage.tls().connect(server, known).probe();
      inside.ask(stage.echo(100));
      inside.close();
      isRefused(stage, server, TlsStage.fresh().client(server.address(), version));
      isRefused(stage, server, TlsStage.as(Credentials.STRANGER).client(server.address(), version));
    }
    // The suite's fresh client has no certificate.
    server.stop();
  }

  private static void isRefused(Stage stage, RunningServer server, SSLEngine engine) {
    Probe probe = stage.tls().connect(server, engine).probe();
    // Under TLS 1.3 a client is through before the server has seen its certificate.
    probe.trySend(stage.echo(10).bytes());
    Received next = probe.next(stage.patience());
    if (!(next instanceof Received.End || next instanceof Received.Reset)) {
      Mismatch inside = probe.mismatch("an end of the connection, in whatever way", next);
      throw next instanceof Received.Frame
          ? inside.because(
              "A client without a certificate that is known was answered: it was asked for one and"
                  + " not held to it (setWantClientAuth is no setNeedClientAuth), or everybody's is"
                  + " believed.")
          : inside;
    }
  }
}
