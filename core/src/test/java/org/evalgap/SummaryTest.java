package org.evalgap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.evalgap.measure.Score;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final Scenario SMALL = Scenario.withDefaults()
            .withEnvironments(16)
            .withPublicItems(20)
            .withFreshItems(20)
            .withWorkTasks(20);

    /** The textbook's two passes over the outcomes; 20 replicates make a full block and part of one. */
    @Test
    void gainsHaveTheMeanAndTheStandardErrorOfTheirReplicates() {
        int n = 20;
        Simulator simulator = Simulator.ofScores();
        Summary summary = simulator.summarize(SMALL, 5, n);
        for (Score score : Score.values()) {
            double[] gains = IntStream.range(0, n)
                    .mapToObj(r -> simulator.simulate(SMALL, 5, r))
                    .mapToDouble(outcome -> outcome.get(score.after()) - outcome.get(score.before()))
                    .toArray();
            double mean = Arrays.stream(gains).sum() / n;
            double squares =
                    Arrays.stream(gains).map(g -> (g - mean) * (g - mean)).sum();
            assertThat(summary.gain(score)).as(score.label()).isCloseTo(mean, within(1e-14));
            assertThat(summary.gainStandardError(score).orElseThrow())
                    .as(score.label())
                    .isCloseTo(Math.sqrt(squares / (n - 1) / n), within(1e-14));
        }
    }

    @Test
    void oneReplicateHasNoStandardError() {
        Summary summary = Simulator.ofScores().summarize(SMALL, 5, 1);
        assertThat(summary.gainStandardError(Score.WORK)).isEmpty();
    }
}
