package org.evalgap.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.evalgap.Audit;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.measure.Measure;
import org.evalgap.task.MisfitException;
import org.evalgap.task.TaskSet;
import org.junit.jupiter.api.Test;

class EndlessFlowTest {
    /** Legal, and found by an attack: all inspired environments are one, and rounding in K w is above what a step may err. */
    @Test
    void trainingThatCannotComeToItsEndIsRefusedByName() {
        Scenario scenario = Scenario.withDefaults()
                .withEnvironments(8)
                .withPublicItems(1)
                .withDeparture(0)
                .withFormatLearning(1e6)
                .withBudget(7e11)
                .withKlPenalty(1e6);
        assertThatThrownBy(() -> Simulator.ofScores().simulate(scenario, 512, 0))
                .isInstanceOf(MisfitException.class)
                .hasMessageContainingAll("klPenalty", "budget");
    }

    /** Environments that are all one to the learner, of difficulties from −2 to 2, in this order or the other. */
    private static double publicScore(double formatLearning, boolean reversed) {
        TaskSet.Builder items = TaskSet.builder(1);
        TaskSet.Builder environments = TaskSet.builder(1);
        for (int i = 0; i < 8; i++) {
            double[] place = {0};
            int at = reversed ? 7 - i : i;
            items.add(place, 1.5 - i / 2.0, null, 1, "item " + i);
            environments.add(place, at * at / 12.25 - 2, null, 1, "environment " + at);
        }
        Scenario scenario = Scenario.withDefaults()
                .withBreadth(1e9)
                .withMemorization(0)
                .withFormatLearning(formatLearning)
                .withEnvironmentHorizon(2)
                .withBudget(5e7)
                .withKlPenalty(2e5);
        return Audit.of(items.build(), environments.build())
                .run(scenario)
                .measures()
                .get(Measure.PUBLIC_SCORE);
    }

    /** Found by an attack: the order of rows moved a score by .002. Weights are up to 1e10 here, and cancel. */
    @Test
    void trainingWhoseScoresLoseTheirDigitsIsRefusedByName() {
        for (boolean reversed : new boolean[] {false, true}) {
            assertThatThrownBy(() -> publicScore(1e5, reversed))
                    .isInstanceOf(MisfitException.class)
                    .hasMessageContainingAll("digits", "klPenalty", "budget", "formatLearning");
        }
    }

    @Test
    void withinTheLimitTheOrderOfEnvironmentsDoesNotShow() {
        assertThat(publicScore(1e3, true)).isCloseTo(publicScore(1e3, false), within(1e-7));
    }
}
