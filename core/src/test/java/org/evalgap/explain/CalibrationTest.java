package org.evalgap.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Simulation-based calibration (Talts et al. 2018, arXiv:1804.06788): over labs drawn from the prior, the truth's rank among the
 * posterior's draws is uniform, and intervals for a measurement that was held back hold it as often as they say. Returning the
 * prior would pass both, so the score of the prediction must beat the prior's.
 */
class CalibrationTest {
    private static final int BINS = 10;

    private static final List<Unknown> TWO =
            List.of(Labs.unknown("competence", Prior.normal(0, 1)), Labs.unknown("budget", Prior.logUniform(4, 4096)));

    private static final List<Unknown> FIVE = List.of(
            Labs.unknown("competence", Prior.normal(0, 1)),
            Labs.unknown("budget", Prior.logUniform(4, 4096)),
            Labs.unknown("breadth", Prior.logUniform(0.3, 5)),
            Labs.unknown("memorization", Prior.uniform(0, 1)),
            Labs.unknown("inspiration", Prior.uniform(0, 1)));

    private static final class Tally {
        final List<long[]> ranks = new ArrayList<>();
        int labs;
        int refused;
        int held;
        double crps;
        double priorCrps;
        double network;

        String report() {
            return String.format(
                    java.util.Locale.ROOT,
                    "%d labs, %d refused; held-back count in its 90 %% interval %.1f %%; CRPS %.4f, prior's %.4f",
                    labs,
                    refused,
                    100.0 * held / (labs - refused),
                    crps / (labs - refused),
                    priorCrps / (labs - refused));
        }
    }

    private static Tally tally(List<Unknown> unknown, int labs, int goal) {
        return tally(unknown, new Labs(unknown, Labs.SMALL), List.of(LearnerKind.KERNEL), labs, goal);
    }

    private static Tally tally(List<Unknown> unknown, Labs source, List<LearnerKind> learners, int labs, int goal) {
        double[] before = source.priorCounts(1000);
        Tally tally = new Tally();
        unknown.forEach(u -> tally.ranks.add(new long[BINS]));
        for (int k = 0; k < labs; k++) {
            Labs.Lab lab = source.lab(k);
            Evidence given = lab.evidence();
            Evidence evidence = new Evidence(
                    given.name(),
                    given.runs(),
                    given.unknown(),
                    learners,
                    given.wanted(),
                    given.narrow(),
                    given.candidates());
            Explanation explanation = Explainer.of(evidence)
                    .withGoal(goal)
                    .withSeed(k)
                    .withThreads(1)
                    .explain();
            tally.labs++;
            if (explanation.refusal().isPresent()) {
                tally.refused++;
                continue;
            }
            tally.network += explanation.learners().getOrDefault(LearnerKind.NETWORK, 0.0);
            for (int i = 0; i < unknown.size(); i++) {
                double[] values = explanation.draws().parameter(i);
                double truth = lab.truth()[i];
                double below =
                        java.util.Arrays.stream(values).filter(v -> v < truth).count();
                tally.ranks.get(i)[(int) Math.min(BINS - 1, BINS * below / values.length)]++;
            }
            double[] predicted = explanation.drawn(Labs.held());
            double[] sorted = Numbers.sorted(predicted);
            tally.held += lab.held() >= Numbers.quantile(sorted, 0.05) && lab.held() <= Numbers.quantile(sorted, 0.95)
                    ? 1
                    : 0;
            tally.crps += Crps.ofDraws(predicted, lab.held());
            tally.priorCrps += Crps.ofDraws(before, lab.held());
        }
        return tally;
    }

    private static double uniform(long[] ranks) {
        double[] expected = new double[BINS];
        java.util.Arrays.fill(expected, java.util.Arrays.stream(ranks).sum() / (double) BINS);
        return new ChiSquareTest().chiSquareTest(expected, ranks);
    }

    /**
     * Two χ² tests at .1 % each; fewer than 45 of 60 held once in 5,000 seeds, all 60 once in 560: together 1 in 250 fails by chance,
     * with this seed none.
     */
    @Test
    @Tag("long")
    void fewLabsAreExplainedAsOftenAsIsSaid() {
        Tally tally = tally(TWO, 60, 150);
        assertThat(tally.refused).as("refused").isZero();
        tally.ranks.forEach(ranks -> assertThat(uniform(ranks)).isGreaterThan(0.001));
        assertThat(tally.held).isBetween(45, 59);
        assertThat(tally.crps).isLessThan(0.6 * tally.priorCrps);
    }

    /** Each of five χ² tests at .2 %, together 1 %; coverage of 90 % within 4 points: 3 deviations of 500 labs. */
    @Test
    @Tag("long")
    void fiveHundredLabsAreExplainedAsOftenAsIsSaid() {
        Tally tally = tally(FIVE, 500, 200);
        System.err.println("Calibration: " + tally.report());
        for (int i = 0; i < FIVE.size(); i++) {
            System.err.println("Calibration: ranks of " + FIVE.get(i).label() + " "
                    + java.util.Arrays.toString(tally.ranks.get(i)) + ", p = " + uniform(tally.ranks.get(i)));
        }
        assertThat(tally.refused).isLessThanOrEqualTo(5);
        tally.ranks.forEach(ranks -> assertThat(uniform(ranks)).isGreaterThan(0.002));
        assertThat((double) tally.held / (tally.labs - tally.refused)).isBetween(0.86, 0.94);
        assertThat(tally.crps).isLessThan(tally.priorCrps);
    }

    private static final org.evalgap.Scenario NETWORK =
            Labs.SMALL.withNetworkLearner().withWidth(8).withBatch(16).withLearningRate(0.01);

    private static final List<Unknown> EITHER = List.of(
            Labs.unknown("competence", Prior.normal(0, 1)),
            Labs.unknown("budget", Prior.logUniform(4, 4096)),
            Labs.unknown("inspiration", Prior.uniform(0, 1)),
            Labs.unknown("updates", Prior.logUniform(3, 100)));

    /**
     * The truth is a network and the network explains it: χ² tests of four parameters at .1 % each, fewer than 37 of 50 held once in
     * 3,500 seeds and all of them once in 190: together 1 in 105 by chance, with this seed not. Where the kernel explains it, or either may, the figures are reported, whatever they are.
     */
    @Test
    @Tag("long")
    void networksAreExplainedByNetworksAndByKernels() {
        Labs source = new Labs(EITHER, NETWORK);
        Tally own = tally(EITHER, source, List.of(LearnerKind.NETWORK), 50, 120);
        System.err.println("Calibration: networks by networks: " + own.report());
        Tally kernel = tally(EITHER, source, List.of(LearnerKind.KERNEL), 200, 150);
        System.err.println("Calibration: networks by kernels: " + kernel.report());
        Tally either = tally(EITHER, source, List.of(LearnerKind.values()), 30, 120);
        System.err.println("Calibration: networks by either: " + either.report() + "; the network has "
                + 100 * either.network / (either.labs - either.refused) + " % on average");
        own.ranks.forEach(ranks -> assertThat(uniform(ranks)).isGreaterThan(0.001));
        assertThat((double) own.held / (own.labs - own.refused)).isBetween(0.73, 0.985);
        assertThat(own.crps).isLessThan(own.priorCrps);
    }
}
