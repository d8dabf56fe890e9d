package org.evalgap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import org.evalgap.measure.Measure;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.measure.Moments;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One run of the network against another program. */
class NetworkPeerTest {
    private static final Measure[] SCORES = {
        Measure.PUBLIC_SCORE_BEFORE, Measure.FRESH_SCORE_BEFORE, Measure.WORK_SCORE_BEFORE, Measure.IMPACT_SCORE_BEFORE,
        Measure.PUBLIC_SCORE, Measure.FRESH_SCORE, Measure.WORK_SCORE, Measure.IMPACT_SCORE
    };

    /**
     * Oracle: {@code benchmarks/peers/network_run.py 4 1 0 SEED shared} (NumPy 2.4.6 with OpenBLAS), means over replicates 0 to 3. Three
     * hundred updates multiply a rounding error by less than 10⁴.
     */
    @ParameterizedTest
    @CsvSource({
        "1, 0.5013152187137602, 0.500141505316147, 0.4944756722021288, 0.06751222602546522,"
                + " 0.9413826144663496, 0.89403634577698, 0.6709786816072335, 0.6099088023557078",
        "2, 0.4921892505409359, 0.49693452985892006, 0.5018341136078308, 0.07058495814279381,"
                + " 0.847918513441249, 0.8023942087201386, 0.7297549022609372, 0.6779110652863257"
    })
    void scoresAreThoseOfTheNumPyPeer(
            long seed, double b0, double b1, double b2, double b3, double a0, double a1, double a2, double a3) {
        Scenario run = Preset.ANSWERS.scenario().withNetworkLearner().withUpdates(300);
        Simulator simulator = Simulator.of(EnumSet.noneOf(MeasureGroup.class));
        Moments moments = new Moments();
        for (int r = 0; r < 4; r++) {
            moments.add(simulator.simulate(run, seed, r).values());
        }
        double[] theirs = {b0, b1, b2, b3, a0, a1, a2, a3};
        for (int i = 0; i < SCORES.length; i++) {
            assertThat(moments.mean(SCORES[i])).as(SCORES[i].label()).isCloseTo(theirs[i], within(1e-9));
        }
    }
}
