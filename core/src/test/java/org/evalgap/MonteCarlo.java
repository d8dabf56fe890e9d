package org.evalgap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.evalgap.measure.Measure;

/** How statistical tests compare: seeds are fixed, a comparison at {@link #SIGMAS} fails by chance once in 150,000 seeds. */
final class MonteCarlo {
    /** Two-sided tail of a normal: 6.8e-6. */
    static final double SIGMAS = 4.5;

    static final long SEED = 20261123;

    private MonteCarlo() {}

    static Summary of(Scenario scenario, int replicates) {
        return Simulator.ofScores().summarize(scenario, SEED, replicates);
    }

    static double error(Summary summary, Measure measure) {
        return summary.standardError(measure).orElseThrow();
    }

    /** The mean is an expected value up to its Monte Carlo error and a systematic part that the caller justifies. */
    static void agrees(Summary summary, Measure measure, double expected, double systematic) {
        assertThat(summary.mean(measure))
                .as("%s, seed %d, %d replicates", measure.label(), SEED, summary.replicates())
                .isCloseTo(expected, within(SIGMAS * error(summary, measure) + systematic));
    }
}
