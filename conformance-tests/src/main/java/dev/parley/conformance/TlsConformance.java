// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance;

import dev.parley.conformance.scenario.AdmissionScenarios;
import dev.parley.conformance.scenario.CertificateScenarios;
import dev.parley.conformance.scenario.ConcurrencyScenarios;
import dev.parley.conformance.scenario.CrowdScenarios;
import dev.parley.conformance.scenario.HandshakeScenarios;
import dev.parley.conformance.scenario.LimitScenarios;
import dev.parley.conformance.scenario.RecordScenarios;

/** All scenarios for a server that speaks TLS: what any stream is held to, and what TLS adds. */
public interface TlsConformance
    extends StreamConformance,
        ConcurrencyScenarios,
        CrowdScenarios,
        LimitScenarios,
        HandshakeScenarios,
        AdmissionScenarios,
        RecordScenarios,
        CertificateScenarios {}
