package org.evalgap.study.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudyTable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What competition comes to at the study's defaults. */
class CompetitionDefaultsTest {
    private static StudyResult result;

    @BeforeAll
    static void measure() {
        result = new Competition().measure(new Competition().defaults(), 1);
    }

    @Test
    void pricesFallBeforeTheyRecover() {
        double[] price = result.tables().get(0).numbers("price");
        double lowest = java.util.Arrays.stream(price).min().orElseThrow();
        assertThat(lowest).isLessThan(0.2 * price[0]);
        assertThat(price[price.length - 1]).isGreaterThan(price[0]);
    }

    /**
     * With each of four labs in a niche of its own the lead obeys Δ ← (1 − ψ)((1 − δ)Δ + B(1 − k)(e − e′)), e being a lab's share in its niche
     * and e′ in another: the replicator leaves e′ exp(−ηΔ) of that, and exploration adds μ/4. The fixed point of both, by iteration.
     */
    @Test
    void thePriceSettlesWhereTheClosedFormSays() {
        double[] price = result.tables().get(0).numbers("price");
        double k = 0.1 * Math.exp(-2) + 0.9 * Math.exp(-4 / (2 * 0.0625));
        double other = 0.05 / 4;
        double lead = 0;
        for (int i = 0; i < 500; i++) {
            lead = 0.9 * (1 - k) * (1 - 4 * other) / (1 - 0.9 * 0.9);
            double left = other * Math.exp(-lead);
            other = 0.95 * left / (1 - 3 * other + 3 * left) + 0.05 / 4;
        }
        assertThat(price[price.length - 1]).isCloseTo(lead, within(1e-6));
        // Nearly what it would be if nothing were left elsewhere but by exploration.
        assertThat(lead).isCloseTo(0.9 * (1 - k) * 0.95 / (1 - 0.9 * 0.9), within(0.01));
    }

    @Test
    void regimesEndBeyondTheThresholdForTwoLabs() {
        StudyTable regimes = result.tables().get(1);
        double threshold = result.tables()
                .get(2)
                .numbers("threshold")[result.tables().get(2).rows().size() - 1];
        double[] copying = regimes.numbers("copying");
        for (int i = 0; i < copying.length; i++) {
            if (copying[i] > threshold) {
                assertThat(regimes.numbers("price")[i]).isLessThan(1e-3);
            }
        }
        assertThat(regimes.numbers("diversity")[0]).isGreaterThan(1);
        assertThat(regimes.numbers("diversity")[copying.length - 1]).isZero();
    }
}
