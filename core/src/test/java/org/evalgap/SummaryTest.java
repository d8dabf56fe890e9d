package org.evalgap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.evalgap.measure.Measure;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final Map<Measure, Measure> BEFORE = Map.of(
            Measure.PUBLIC_SCORE, Measure.PUBLIC_SCORE_BEFORE,
            Measure.FRESH_SCORE, Measure.FRESH_SCORE_BEFORE,
            Measure.WORK_SCORE, Measure.WORK_SCORE_BEFORE,
            Measure.IMPACT_SCORE, Measure.IMPACT_SCORE_BEFORE);

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
        BEFORE.forEach((after, before) -> {
            double[] gains = IntStream.range(0, n)
                    .mapToObj(r -> simulator.simulate(SMALL, 5, r))
                    .mapToDouble(outcome -> outcome.get(after) - outcome.get(before))
                    .toArray();
            double mean = Arrays.stream(gains).sum() / n;
            double squares =
                    Arrays.stream(gains).map(g -> (g - mean) * (g - mean)).sum();
            assertThat(summary.gain(after)).as(after.label()).isCloseTo(mean, within(1e-14));
            assertThat(summary.gainStandardError(after).orElseThrow())
                    .as(after.label())
                    .isCloseTo(Math.sqrt(squares / (n - 1) / n), within(1e-14));
        });
    }

    @Test
    void oneReplicateHasNoStandardErrorAndOtherMeasuresHaveNoGain() {
        Summary summary = Simulator.ofScores().summarize(SMALL, 5, 1);
        assertThat(summary.gainStandardError(Measure.WORK_SCORE)).isEmpty();
        assertThatThrownBy(() -> summary.gain(Measure.TRANSFER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("transfer", "publicScore");
    }
}
