// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.run;

import dev.parley.conformance.ClientProgramConformance;
import dev.parley.conformance.ConcurrentConformance;
import dev.parley.conformance.DatagramConformance;
import dev.parley.conformance.PairConformance;
import dev.parley.conformance.SequentialConformance;
import dev.parley.conformance.ServerProgramConformance;
import dev.parley.conformance.TlsConformance;

/** All scenarios there are; each run finds out which of them apply to its target. */
interface EveryScenario
    extends ConcurrentConformance,
        SequentialConformance,
        TlsConformance,
        DatagramConformance,
        ClientProgramConformance,
        ServerProgramConformance,
        PairConformance {}
