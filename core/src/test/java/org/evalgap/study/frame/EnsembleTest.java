package org.evalgap.study.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.evalgap.Outcome;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;
import org.junit.jupiter.api.Test;

class EnsembleTest {
    /** The same scenarios, one by one, and two replicates' mean and error by hand: half of the sum and of the difference. */
    @Test
    void membersHaveTheOutcomesThatTheyHaveAlone() {
        Scenario scenario = Scenario.withDefaults().withBudget(20);
        List<Scenario> family = List.of(scenario, scenario.withInspiration(0.1));
        Ensemble ensemble = Ensemble.of(Simulator.ofScores(), family, 5, 2);
        assertThat(ensemble.replicates()).isEqualTo(2);
        double[] inflation = new double[2];
        double[] gain = new double[2];
        for (int r = 0; r < 2; r++) {
            Outcome alone = Simulator.ofScores().simulate(family.get(1), 5, r);
            inflation[r] = alone.get(Measure.INFLATION);
            gain[r] = Score.WORK.gain(alone::get);
            assertThat(ensemble.value(r, 1, Measure.INFLATION)).isEqualTo(inflation[r]);
        }
        assertThat(inflation[1]).isNotEqualTo(inflation[0]);
        Estimate of = ensemble.of(1, Measure.INFLATION);
        assertThat(of.value()).isCloseTo(0.5 * (inflation[0] + inflation[1]), within(1e-15));
        assertThat(of.error()).isCloseTo(0.5 * Math.abs(inflation[0] - inflation[1]), within(1e-15));
        assertThat(ensemble.gain(1, Score.WORK).value()).isCloseTo(0.5 * (gain[0] + gain[1]), within(1e-15));
    }

    @Test
    void everyReplicateMayHaveAFamilyOfItsOwn() {
        Scenario scenario = Scenario.withDefaults().withBudget(20);
        Ensemble ensemble = Ensemble.of(
                Simulator.ofScores(), r -> List.of(r == 0 ? scenario : scenario.withInspiration(0.1)), 5, 2);
        assertThat(ensemble.value(0, 0, Measure.INFLATION))
                .isEqualTo(Simulator.ofScores().simulate(scenario, 5, 0).get(Measure.INFLATION));
        assertThat(ensemble.value(1, 0, Measure.INFLATION))
                .isEqualTo(Simulator.ofScores()
                        .simulate(scenario.withInspiration(0.1), 5, 1)
                        .get(Measure.INFLATION));
    }
}
