package org.evalgap.goodhart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.evalgap.Outcome;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.Summary;
import org.evalgap.goodhart.GoodhartFit.Shape;
import org.evalgap.goodhart.Trajectory.Quantity;
import org.evalgap.measure.Measure;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.measure.Score;
import org.junit.jupiter.api.Test;

/** The Goodhart curve: its arithmetic, and the facts that the model must show. */
class TrajectoryTest {
    private static final Scenario SMALL = Scenario.withDefaults()
            .withEnvironments(8)
            .withBudget(32)
            .withPublicItems(30)
            .withFreshItems(20)
            .withWorkTasks(20)
            .withNarrowing(1)
            .withRounds(2);

    /** The columns of results, whose names and order files depend on. */
    @Test
    void quantitiesAreADistanceAndTheFourScoresWithTheirGains() {
        assertThat(Quantity.all())
                .extracting(Quantity::label)
                .containsExactly(
                        "distance",
                        "publicScore",
                        "freshScore",
                        "workScore",
                        "impactScore",
                        "publicGain",
                        "freshGain",
                        "workGain",
                        "impactGain");
        assertThat(Quantity.of(Score.WORK)).isSameAs(Quantity.all().get(3)).hasToString("workScore");
        assertThat(Quantity.gainOf(Score.IMPACT)).isSameAs(Quantity.all().get(8));
    }

    /** Oracle: the plain mean and the plain standard deviation of outcomes. */
    @Test
    void itIsTheMeanOfOutcomesWithTheirStandardError() {
        Trajectory trajectory = Trajectory.of(SMALL, 4, 5);
        Simulator simulator = Simulator.ofEverything();
        assertThat(trajectory.size()).isEqualTo(129);
        assertThat(trajectory.replicates()).isEqualTo(5);
        for (int i : new int[] {0, 1, 64, 77, 128}) {
            double[] distance = new double[5];
            double[] gain = new double[5];
            for (int r = 0; r < 5; r++) {
                Outcome outcome = simulator.simulate(SMALL, 4, r);
                Outcome.CurvePoint point = outcome.trajectory().get(i);
                distance[r] = Math.sqrt(point.divergence());
                gain[r] = point.workScore() - outcome.get(Measure.WORK_SCORE_BEFORE);
                assertThat(trajectory.time(i)).isEqualTo(point.time());
            }
            check(trajectory, Quantity.DISTANCE, i, distance);
            check(trajectory, Quantity.gainOf(Score.WORK), i, gain);
        }
    }

    private static void check(Trajectory trajectory, Quantity quantity, int point, double[] values) {
        double[] expected = meanAndError(values);
        assertThat(trajectory.mean(quantity, point)).isCloseTo(expected[0], within(1e-15));
        assertThat(trajectory.standardError(quantity, point).orElseThrow()).isCloseTo(expected[1], within(1e-15));
    }

    @Test
    void itEndsWhereOutcomesEnd() {
        Trajectory trajectory = Trajectory.of(SMALL, 4, 3);
        Summary summary = Simulator.ofScores().summarize(SMALL, 4, 3);
        int end = trajectory.size() - 1;
        assertThat(trajectory.mean(Quantity.of(Score.PUBLIC), end))
                .isCloseTo(summary.mean(Measure.PUBLIC_SCORE), within(1e-15));
        assertThat(trajectory.mean(Quantity.of(Score.FRESH), end))
                .isCloseTo(summary.mean(Measure.FRESH_SCORE), within(1e-15));
        assertThat(trajectory.mean(Quantity.of(Score.IMPACT), end))
                .isCloseTo(summary.mean(Measure.IMPACT_SCORE), within(1e-15));
        assertThat(trajectory.mean(Quantity.of(Score.WORK), 0))
                .isCloseTo(summary.mean(Measure.WORK_SCORE_BEFORE), within(1e-15));
        assertThat(trajectory.mean(Quantity.gainOf(Score.PUBLIC), 0)).isZero();
        assertThat(trajectory.mean(Quantity.DISTANCE, 0)).isZero();
    }

    @Test
    void oneReplicateHasNoStandardErrorAndNoneIsRefused() {
        assertThat(Trajectory.of(SMALL, 4, 1).standardError(Quantity.DISTANCE, 3))
                .isEmpty();
        assertThatThrownBy(() -> Trajectory.of(SMALL, 4, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("replicates must be at least 1: 0");
        assertThat(Trajectory.of(SMALL, 4, 2).standardError(Quantity.DISTANCE, 3))
                .isPresent();
    }

    @Test
    void aPolicyThatDoesNotMoveHasNoFitAndPeaksAtItsStart() {
        Trajectory still = Trajectory.of(SMALL.withBudget(0), 4, 1);
        assertThat(still.fit(Shape.LINEAR, Quantity.gainOf(Score.WORK))).isEmpty();
        assertThat(still.peak(Quantity.of(Score.WORK))).isZero();
    }

    /** Mean gain of the work score and its standard error when shares of the budget are spent, over 128 replicates. */
    private static double[][] workGains(Scenario s, double... times) {
        Simulator.Session session =
                Simulator.of(EnumSet.noneOf(MeasureGroup.class)).session();
        List<Scenario> parts = Arrays.stream(times)
                .mapToObj(time -> s.withBudget(s.budget() * time))
                .toList();
        double[][] gain = new double[times.length][128];
        for (int r = 0; r < 128; r++) {
            List<Outcome> outcomes = session.simulate(parts, 77, r);
            for (int i = 0; i < times.length; i++) {
                gain[i][r] = outcomes.get(i).get(Measure.WORK_SCORE)
                        - outcomes.get(i).get(Measure.WORK_SCORE_BEFORE);
            }
        }
        return Arrays.stream(gain).map(TrajectoryTest::meanAndError).toArray(double[][]::new);
    }

    private static double[] meanAndError(double[] x) {
        double mean = Arrays.stream(x).average().orElseThrow();
        double squares = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum();
        return new double[] {mean, Math.sqrt(squares / (x.length - 1) / x.length)};
    }

    /**
     * Figures of an independent program, each ±.0004 (one standard error) for κ = 1. Five comparisons at four joint standard
     * errors: false alarm in 3e-4 of seeds.
     */
    @Test
    void underNarrowingTheWorkScoreRisesPeaksAndFalls() {
        Scenario once = Scenario.withDefaults().withNarrowing(1);
        double[][] gains = workGains(once, 0.02, 0.25, 1);
        check(gains[0], 0.0005, 0.0004);
        check(gains[1], 0.0029, 0.0004);
        check(gains[2], -0.0073, 0.0004);
        gains = workGains(once.withNarrowing(2).withInspiration(0.9), 0.005, 0.02, 0.04, 0.05, 1);
        check(gains[1], 0.0002, 0.0001);
        check(gains[4], -0.125, 0.001);
        // It has peaked near .02: less on either side, and below 0 from .05 on.
        assertThat(gains[1][0]).isGreaterThan(gains[0][0]).isGreaterThan(gains[2][0]);
        assertThat(gains[3][0]).isNegative();
    }

    private static void check(double[] estimate, double published, double error) {
        double joint = Math.sqrt(estimate[1] * estimate[1] + error * error);
        assertThat(estimate[0]).isCloseTo(published, within(4 * joint));
    }

    /** In every replicate, not only on average: the lab that looks at the public score sees nothing. */
    @Test
    void meanwhileThePublicScoreRisesThroughout() {
        for (int replicate = 0; replicate < 4; replicate++) {
            double last = 0;
            for (Outcome.CurvePoint point : Simulator.of(EnumSet.of(MeasureGroup.TRAJECTORY))
                    .simulate(Scenario.withDefaults().withNarrowing(1), 5, replicate)
                    .trajectory()) {
                assertThat(point.publicScore()).isGreaterThan(last);
                last = point.publicScore();
            }
        }
    }

    /**
     * Distance is √KL and narrowing takes κ (1 − c) KL in logits, so that κ adds a term in d² and leaves the first rise alone:
     * α is the same for all κ, and β grows by equal amounts. The replicates are the same, so there is no noise in the comparison;
     * 3 % is for curvature.
     */
    @Test
    void theWorkScoreFollowsTheLinearShapeWithABetaProportionalToNarrowing() {
        GoodhartFit[] fits = new GoodhartFit[4];
        for (int kappa = 0; kappa < fits.length; kappa++) {
            Trajectory curve = Trajectory.of(Scenario.withDefaults().withNarrowing(kappa), 1, 8);
            fits[kappa] = curve.fit(Shape.LINEAR, Quantity.gainOf(Score.WORK)).orElseThrow();
            GoodhartFit other =
                    curve.fit(Shape.LOGARITHMIC, Quantity.gainOf(Score.WORK)).orElseThrow();
            assertThat(fits[kappa].determination()).isGreaterThan(0.99).isGreaterThan(other.determination());
        }
        double step = fits[1].beta() - fits[0].beta();
        assertThat(step).isPositive();
        for (int kappa = 2; kappa < fits.length; kappa++) {
            assertThat(fits[kappa].beta() - fits[kappa - 1].beta()).isCloseTo(step, within(0.03 * step));
            assertThat(fits[kappa].alpha()).isCloseTo(fits[0].alpha(), within(0.05 * fits[0].alpha()));
        }
        // Where the curve itself peaks, the fit does too, within the 64 points' resolution.
        Trajectory curve = Trajectory.of(Scenario.withDefaults().withNarrowing(2), 1, 8);
        double peak = curve.mean(Quantity.DISTANCE, curve.peak(Quantity.gainOf(Score.WORK)));
        assertThat(fits[2].peak().orElseThrow()).isCloseTo(peak, within(0.02));
    }
}
