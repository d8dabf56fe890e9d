package org.evalgap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Buffers are kept from one scenario to the next, whatever their sizes; outcomes do not know. */
class SessionTest {
    @Test
    void aSessionGivesTheOutcomesOfFreshOnesWhileSizesGrowAndShrink() {
        List<Scenario> scenarios = new ArrayList<>();
        for (int step = 0; step < 60; step++) {
            // 1 to 29 and back, one by one: arrays with a little room to spare run out of it at some step.
            int size = 30 - Math.abs(step - 30) + (step == 0 ? 1 : 0);
            scenarios.add(Scenario.withDefaults()
                    .withEnvironments(size)
                    .withBudget(4 * size)
                    .withPublicItems(size)
                    .withFreshItems(60 - size)
                    .withWorkTasks(size)
                    .withDimension(1 + size % 5)
                    .withNarrowing(1)
                    .withErrorFocus(step % 3)
                    .withKlPenalty(step % 4 == 3 ? 1e5 : 0)
                    .withEnvironmentHorizon(1 + step % 2)
                    .withRounds(step % 5 == 4 && size > 3 ? 3 : 1)
                    .withCandidates(1 + step % 2));
        }
        Simulator.Session used = Simulator.ofEverything().session();
        for (Scenario scenario : scenarios) {
            List<Scenario> one = List.of(scenario);
            assertThat(used.simulate(one, 3, 7).get(0).values())
                    .as("%s", scenario)
                    .isEqualTo(Simulator.ofEverything()
                            .session()
                            .simulate(one, 3, 7)
                            .get(0)
                            .values());
        }
    }

    /** A penalty asks for finer kernels; who trains beside whom may not decide which one a point gets. */
    @Test
    void pointsWithAndWithoutAPenaltyKeepTheirBitsBesideEachOther() {
        List<Scenario> points = new ArrayList<>();
        for (double penalty : new double[] {0, 0.1, 0, 1e5}) {
            for (double budget : new double[] {100, 1000}) {
                points.add(Scenario.withDefaults()
                        .withEnvironments(40)
                        .withKlPenalty(penalty)
                        .withBudget(budget));
            }
        }
        List<Outcome> together = Simulator.ofEverything().session().simulate(points, 3, 7);
        for (int i = 0; i < points.size(); i++) {
            assertThat(together.get(i).values())
                    .isEqualTo(Simulator.ofEverything()
                            .simulate(points.get(i), 3, 7)
                            .values());
        }
    }
}
