// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.scenario;

import static dev.parley.conformance.scenario.ClientCalls.connect;
import static dev.parley.conformance.scenario.ClientCalls.expectRequest;
import static dev.parley.conformance.scenario.ClientCalls.requireClient;

import dev.parley.conformance.stage.Conformance;
import dev.parley.conformance.stage.Scenario;
import dev.parley.conformance.stage.Stage;
import dev.parley.conformance.stage.TlsStage;
import dev.parley.conformance.tls.Credentials;
import dev.parley.conformance.wire.Mismatch;
import dev.parley.conformance.wire.Probe;
import dev.parley.conformance.wire.ProbeListener;
import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.Client;
import dev.parley.protocol.ClientOptions;
import java.io.IOException;
import java.util.Arrays;
import javax.net.ssl.SSLException;

/** Clients that look whom they talk to: rule R19.2. */
public interface CertificateScenarios extends Conformance {

  /** Why a client may believe a stranger. */
  String SIGNED = "The client believes whoever shows a certificate: a trust manager must look.";

  /** Why a client may believe another host. */
  String NAMED =
      "The client looks at the chain and not at the name: neither SSLSocket nor SSLEngine does so by"
          + " itself (SSLParameters.setEndpointIdentificationAlgorithm).";

  /** Why a client may believe what is over, or has not begun. */
  String DATED =
      "The client looks at no dates of a certificate that it was told to trust by itself: the JDK"
          + " takes those for granted.";

  /** Servers that show what they should not, or what the client was not told of. */
  @Scenario(
      id = "T10",
      title = "a client looks whom it talks to",
      rules = {"R19.2"},
      slow = true)
  default void t10_certificates(Stage stage) {
    requireClient(stage);
    stage.together(
        () -> believes(stage, Credentials.LOCALHOST),
        // One after the other: whoever believes everyone is to be told that first.
        () -> {
          refuses(stage, Credentials.STRANGER, Credentials.LOCALHOST, "authority", SIGNED);
          refuses(stage, Credentials.ELSEWHERE, Credentials.ELSEWHERE, "name", NAMED);
          refuses(stage, Credentials.EXPIRED, Credentials.EXPIRED, "expired", DATED);
          refuses(stage, Credentials.EARLY, Credentials.EARLY, "not yet valid", DATED);
        });
  }

  private static void believes(Stage stage, Credentials shown) {
    ProbeListener listener = stage.tls().listen(shown);
    byte[] payload = stage.payloads().bytes(1, 100);
    stage.together(
        () -> {
          Probe probe = listener.accept();
          WireFrame request = expectRequest(stage, probe);
          probe.send(request.reply());
        },
        () -> {
          try (Client client = connect(stage, trusting(listener, shown))) {
            byte[] reply = client.echo(payload);
            stage.require(Arrays.equals(reply, payload), "the payload that was sent", "another");
          }
        });
  }

  private static void refuses(
      Stage stage, Credentials shown, Credentials trusted, String expected, String ifBelieved) {
    ProbeListener listener = stage.tls().listen(shown);
    stage.together(
        listener::accept,
        () -> {
          String wanted =
              "an SSLException whose message says '%s', of a certificate that is %s"
                  .formatted(expected, shown);
          try (Client _ = stage.style().connect(trusting(listener, trusted))) {
            throw new Mismatch(wanted, "a client that connects").because(ifBelieved);
          } catch (SSLException refusal) {
            String told = String.valueOf(refusal.getMessage());
            stage.require(told.contains(expected), wanted, told);
          } catch (IOException other) {
            throw new Mismatch(wanted, other.toString());
          }
        });
  }

  private static ClientOptions trusting(ProbeListener listener, Credentials authority) {
    return ClientOptions.to(listener.address()).withTls(TlsStage.trusting(authority));
  }
}
