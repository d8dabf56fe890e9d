package org.evalgap.learner;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.task.MisfitException;
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
}
