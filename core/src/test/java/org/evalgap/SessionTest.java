package org.evalgap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTest {
    /** Sizes grow and shrink by less and by more than the room that buffers keep beyond what they need. */
    private static final int[] SIZES = {8, 9, 16, 13, 12, 17, 25, 8, 26, 40, 47};

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aSessionGivesTheBitsOfAFreshSimulatorWhateverCameBefore(int rounds) {
        Simulator.Session session = Simulator.ofEverything().session();
        for (int size : SIZES) {
            Scenario scenario = Scenario.withDefaults()
                    .withEnvironments(size)
                    .withPublicItems(size + 1)
                    .withFreshItems(size + 2)
                    .withWorkTasks(size + 3)
                    .withErrorFocus(1)
                    .withNarrowing(0.5)
                    .withRounds(rounds);
            double[] fresh = Simulator.ofEverything().simulate(scenario, 3, 0).values();
            assertThat(session.simulate(List.of(scenario), 3, 0).get(0).values())
                    .as("size %d after smaller and larger ones", size)
                    .isEqualTo(fresh);
        }
    }
}
