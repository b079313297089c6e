// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance;

import dev.parley.conformance.scenario.AdmissionScenarios;
import dev.parley.conformance.scenario.CertificateScenarios;
import dev.parley.conformance.scenario.HandshakeScenarios;
import dev.parley.conformance.scenario.RecordScenarios;
import dev.parley.conformance.secure.SecureFault;
import dev.parley.conformance.secure.SecureStyle;
import dev.parley.conformance.target.Target;
import dev.parley.conformance.target.Targets;

/** The fixture without a fault passes; so it is its faults that the scenarios see. */
class SecureFixtureTest
    implements HandshakeScenarios, AdmissionScenarios, RecordScenarios, CertificateScenarios {

  @Override
  public Target target() {
    return Targets.style(SecureStyle.of(SecureFault.NONE));
  }
}
