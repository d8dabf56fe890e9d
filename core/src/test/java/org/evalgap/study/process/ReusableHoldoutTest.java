package org.evalgap.study.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.evalgap.protocol.Telling;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.study.frame.Claim;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.evalgap.study.frame.Tally;
import org.junit.jupiter.api.Test;

/**
 * The study of holdouts, against analysts that are followed here, and one analyst against the same choice written out once more. Both draw
 * from the same numbers, so that no check has a false alarm.
 */
class ReusableHoldoutTest {
    private static final long SEED = 8;
    private static final int EXAMPLES = 250;
    private static final int FEATURES = 400;
    private static final int ANALYSTS = 3;
    private static final int[] SIZES = {1, 4, 8, 20, 40};
    private static final List<String> HOLDOUTS = List.of("free", "thresholdout", "gaussianThresholdout");
    private static final StudySettings SETTINGS = new ReusableHoldout()
            .defaults()
            .with("examples", EXAMPLES)
            .with("features", FEATURES)
            .with("chosen", 40)
            .with("threshold", 0.05)
            .with("noise", 0.02)
            .with("replicates", ANALYSTS);

    private StudyResult result;

    /** Analysts followed here, for the table, the figure and the sentence. */
    @Test
    void everyNumberIsThatOfAnalystsFollowedHere() {
        result = new ReusableHoldout().measure(SETTINGS, SEED);
        tableHoldsMeansOverAnalysts();
        figureAndFindingTellTheTable();
    }

    private static RandomStream stream(int analyst) {
        return RandomStream.of(SEED, analyst, Purpose.STUDY, 3, 0, 0);
    }

    private static FeatureSelection.Result followed(int analyst, int size, int holdout) {
        FeatureSelection selection = new FeatureSelection(EXAMPLES, FEATURES, stream(analyst));
        if (holdout == 0) {
            return selection.freely(size);
        }
        return selection.told(
                size,
                holdout == 1
                        ? Telling.thresholdout(0.05, 0.02, 1_000_000)
                        : Telling.gaussianThresholdout(0.05, 0.02, 1_000_000));
    }

    /** An analyst with a free holdout, in loops: told, in training, and in truth. */
    private static double[] plain(int analyst, int most) {
        RandomStream stream = stream(analyst);
        double[][] correlations = new double[3][FEATURES];
        for (int sample = 0; sample < 3; sample++) {
            for (int j = 0; j < FEATURES; j++) {
                correlations[sample][j] = stream.substream(sample).normal(j) / Math.sqrt(EXAMPLES);
            }
        }
        double[] training = correlations[0];
        double[] holdout = correlations[1];
        List<Integer> chosen = IntStream.range(0, FEATURES)
                .filter(j -> training[j] * holdout[j] > 0)
                .filter(j -> Math.min(Math.abs(training[j]), Math.abs(holdout[j])) > 1 / Math.sqrt(EXAMPLES))
                .boxed()
                .sorted(Comparator.comparing((Integer j) -> Math.abs(training[j]))
                        .reversed())
                .limit(most)
                .toList();
        double[] right = new double[3];
        for (int sample = 0; sample < 3; sample++) {
            double votes = 0;
            for (int j : chosen) {
                votes += Math.signum(training[j]) * correlations[sample][j];
            }
            double[] g = new double[EXAMPLES];
            stream.substream(4).substream(sample).normals(g, EXAMPLES);
            double mean = Arrays.stream(g).sum() / EXAMPLES;
            for (double x : g) {
                double margin = votes + Math.sqrt(chosen.size()) * (x - mean);
                right[sample] += margin > 0 ? 1.0 / EXAMPLES : 0;
            }
        }
        return new double[] {right[1], right[0], right[2]};
    }

    /** Independent computation: the margins Σ s m + √k(g − ḡ), in loops; few of the features that pass, and all of them. */
    @Test
    void freeAnalystChoosesTheStrongestThatAgree() {
        for (int analyst = 0; analyst < 3; analyst++) {
            for (int most : new int[] {1, 5, 300}) {
                FeatureSelection.Result found = followed(analyst, most, 0);
                double[] expected = plain(analyst, most);
                assertThat(found.told()).isCloseTo(expected[0], within(1e-12));
                assertThat(found.training()).isCloseTo(expected[1], within(1e-12));
                assertThat(found.truth()).isCloseTo(expected[2], within(1e-12));
            }
        }
    }

    /**
     * Limit: a holdout answers with training's number where both are near. Within so wide a threshold they always are, and its last answer
     * is training's accuracy.
     */
    @Test
    void holdoutWithinAWideThresholdRepeatsTraining() {
        FeatureSelection selection = new FeatureSelection(EXAMPLES, FEATURES, stream(0));
        FeatureSelection.Result found = selection.told(30, Telling.gaussianThresholdout(0.999, 1e-6, 1_000_000));
        assertThat(found.told()).isEqualTo(found.training());
        assertThat(found.told()).isNotEqualTo(found.truth());
    }

    /** By definition: a classifier without features is right on one half. The only feature of an analyst seldom passes. */
    @Test
    void withoutFeaturesHalfIsRight() {
        int none = 0;
        for (int analyst = 0; analyst < 20; analyst++) {
            RandomStream stream = stream(analyst);
            double training = stream.substream(0).normal(0);
            double holdout = stream.substream(1).normal(0);
            if (training * holdout < 0 || Math.min(Math.abs(training), Math.abs(holdout)) < 1) {
                none++;
                assertThat(new FeatureSelection(EXAMPLES, 1, stream).freely(1))
                        .isEqualTo(new FeatureSelection.Result(0.5, 0.5, 0.5));
            }
        }
        // A feature passes once in twenty times, 2·.1587² = .05; the seed is fixed.
        assertThat(none).isGreaterThan(10);
    }

    /** Means and standard errors over analysts that are followed one by one. */
    private void tableHoldsMeansOverAnalysts() {
        StudyTable table = Drawn.table(result, "accuracy");
        Drawn.agree(
                "chosen",
                table.numbers("chosen"),
                Arrays.stream(SIZES).asDoubleStream().toArray(),
                0);
        for (int k = 0; k < SIZES.length; k++) {
            for (int h = 0; h < 3; h++) {
                Tally told = new Tally();
                Tally truth = new Tally();
                for (int r = 0; r < ANALYSTS; r++) {
                    FeatureSelection.Result one = followed(r, SIZES[k], h);
                    told.add(one.told());
                    truth.add(one.truth());
                }
                agree(table, HOLDOUTS.get(h) + "Told", k, told);
                agree(table, HOLDOUTS.get(h) + "True", k, truth);
            }
        }
    }

    private static void agree(StudyTable table, String column, int row, Tally expected) {
        assertThat(table.estimate(column, row).value()).as(column).isCloseTo(expected.mean(), within(1e-12));
        assertThat(table.estimate(column, row).error()).as(column).isCloseTo(expected.standardError(), within(1e-12));
    }

    /** By hand: fiftieth, tenth, fifth, half and all of three features are one, one, one, one and three. */
    @Test
    void fewFeaturesAreNotAskedTwice() {
        StudyTable table = Drawn.table(
                new ReusableHoldout().measure(SETTINGS.with("chosen", 3).with("features", 10), SEED), "accuracy");
        assertThat(table.column("chosen")).containsExactly(1, 3);
    }

    /** Each series is the table's column; title and sentence say its last row. */
    private void figureAndFindingTellTheTable() {
        StudyTable table = Drawn.table(result, "accuracy");
        double[] x = table.numbers("chosen");
        Figure.Lines figure = Drawn.lines(result, "accuracy");
        for (String holdout : HOLDOUTS) {
            String told = holdout + "Told";
            double[] errors = table.numbers(told + StudyTable.ERROR);
            Drawn.agree(figure.series(), holdout + ", told", x, table.numbers(told), errors);
            Drawn.agree(figure.series(), holdout + ", true", x, table.numbers(holdout + "True"));
        }
        assertThat(figure.title())
                .isEqualTo("A free holdout tells " + points(table, "freeTold") + " points, Thresholdout "
                        + points(table, "thresholdoutTold") + ", where the truth is one half");
        assertThat(result.finding())
                .isEqualTo(
                        "An analyst who chooses 40 features of 400 without signal by looking at the holdout is told an accuracy of "
                                + points(table, "freeTold") + " points at a truth of " + points(table, "freeTrue")
                                + "; Thresholdout tells " + points(table, "thresholdoutTold") + " at "
                                + points(table, "thresholdoutTrue") + ", and "
                                + points(table, "gaussianThresholdoutTold")
                                + " with normal noise.");
    }

    private static String points(StudyTable table, String column) {
        return table.estimate(column, SIZES.length - 1).points();
    }

    /** Independent computation: told less true of the analysts in loops, and ten points. */
    @Test
    void claimHoldsByWhatAFreeHoldoutTellsTooMuch() {
        Claim claim = new ReusableHoldout().claim(SETTINGS, SEED);
        assertThat(claim.replicates()).isEqualTo(ANALYSTS);
        for (int most : new int[] {2, 40}) {
            double excess = 0;
            for (int r = 0; r < ANALYSTS; r++) {
                double[] one = plain(r, most);
                excess += (one[0] - one[2]) / ANALYSTS;
            }
            assertThat(claim.margin().applyAsDouble(SETTINGS.with("chosen", most)))
                    .isCloseTo(excess - 0.1, within(1e-12));
        }
    }
}
