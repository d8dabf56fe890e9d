package org.evalgap.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FalseDiscoveryTest {
    /**
     * By hand, m = 4 tested: sorted 0.01, 0.02, 0.03, 0.8 with m·p/rank 0.04, 0.04, 0.04, 0.8; the second row is not tested.
     */
    @Test
    void qValuesAreRunningMinimaOfScaledSortedPValues() {
        double[] q = FalseDiscovery.qValues(
                new double[] {0.03, 0.0001, 0.8, 0.01, 0.02}, new boolean[] {true, false, true, true, true});
        assertThat(q[0]).isCloseTo(0.04, within(1e-15));
        assertThat(q[1]).isNaN();
        assertThat(q[2]).isCloseTo(0.8, within(1e-15));
        assertThat(q[3]).isCloseTo(0.04, within(1e-15));
        assertThat(q[4]).isCloseTo(0.04, within(1e-15));
    }

    /** The 15 p-values of section 3.1 of Benjamini and Hochberg (1995): four hypotheses are rejected at 0.05. */
    @Test
    void thePapersExampleRejectsFour() {
        double[] p = {
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
            0.7590, 1.0000
        };
        boolean[] all = new boolean[p.length];
        java.util.Arrays.fill(all, true);
        double[] q = FalseDiscovery.qValues(p, all);
        assertThat(java.util.Arrays.stream(q).filter(x -> x <= 0.05).count()).isEqualTo(4);
    }
}
