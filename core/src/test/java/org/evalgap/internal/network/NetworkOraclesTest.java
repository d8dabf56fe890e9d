package org.evalgap.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Oracles 3 to 5 of the model, §13: what independent programs and Cobbe et al. (2019) found. Figures go to
 * {@code target/network-oracles.txt}; docs/validation.md has those of the last run.
 */
@Tag("long")
class NetworkOraclesTest {
    private static final long SEED = 20261129;

    /** Gains of score over worlds, in points. */
    private static final class Gains {
        private final SummaryStatistics ofPublic = new SummaryStatistics();
        private final SummaryStatistics ofFresh = new SummaryStatistics();
        private final SummaryStatistics ofWork = new SummaryStatistics();
        private final SummaryStatistics inflation = new SummaryStatistics();

        void add(double publicGain, double freshGain, double workGain) {
            ofPublic.addValue(publicGain);
            ofFresh.addValue(freshGain);
            ofWork.addValue(workGain);
            inflation.addValue(publicGain - freshGain);
        }

        @Override
        public String toString() {
            return "public " + text(ofPublic) + ", fresh " + text(ofFresh) + ", work " + text(ofWork) + ", inflation "
                    + text(inflation);
        }
    }

    private static double error(SummaryStatistics s) {
        return s.getStandardDeviation() / Math.sqrt(s.getN());
    }

    private static String text(SummaryStatistics s) {
        return String.format(Locale.ROOT, "%.1f (%.1f)", s.getMean(), error(s));
    }

    private static void note(String line) throws IOException {
        Path path = Path.of("target", "network-oracles.txt");
        Files.createDirectories(path.getParent());
        Files.writeString(path, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Gains after each of some numbers of updates. */
    private static Gains[] gains(School school, int pretraining, int worlds, int... updates) {
        Gains[] gains = new Gains[updates.length];
        Arrays.setAll(gains, i -> new Gains());
        NetworkTrainer trainer = new NetworkTrainer(school.inputs(), Recipe.DEFAULT);
        Network network = trainer.network();
        for (int r = 0; r < worlds; r++) {
            TaskTable[] sets = {
                school.publicItems(SEED, r), school.freshItems(SEED, r, 1000), school.work(SEED, r, 1000)
            };
            network.draw(School.start(SEED, r));
            if (pretraining > 0) {
                trainer.pretrain(network, school.pretraining(SEED, r, 1000), pretraining);
            }
            double[] before = scores(trainer, network, sets);
            TaskTable environments = school.environments(SEED, r, sets[0]);
            for (int i = 0; i < updates.length; i++) {
                int from = i == 0 ? 0 : updates[i - 1];
                trainer.train(network, environments, from, updates[i], School.lesson(SEED, r));
                double[] after = scores(trainer, network, sets);
                gains[i].add(100 * (after[0] - before[0]), 100 * (after[1] - before[1]), 100 * (after[2] - before[2]));
            }
        }
        return gains;
    }

    private static double[] scores(NetworkTrainer trainer, Network network, TaskTable[] sets) {
        double[] scores = new double[sets.length];
        for (int k = 0; k < sets.length; k++) {
            scores[k] = School.score(sets[k], School.gains(trainer, network, sets[k]), 1);
        }
        return scores;
    }

    /** Within three combined standard errors: one of the 24 comparisons fails with one seed in 15. */
    private static void agrees(SummaryStatistics ours, double theirs, double theirError) {
        assertThat(ours.getMean()).isCloseTo(theirs, Assertions.within(3 * Math.hypot(error(ours), theirError)));
    }

    /** A second program of the model's description, 64 worlds. */
    @ParameterizedTest
    @CsvSource({
        "0,   18.5, 2.5, 18.2, 2.5, 19.8, 0.8, 0.3, 0.4",
        "0.5, 37.1, 1.0, 31.5, 1.5, 18.2, 0.9, 5.6, 0.8",
        "1,   40.6, 0.8, 33.2, 1.5, 9.1,  1.4, 7.4, 1.1"
    })
    void inspirationRaisesThePublicScoreAndCostsWork(
            double inspiration,
            double ofPublic,
            double publicError,
            double fresh,
            double freshError,
            double work,
            double workError,
            double inflation,
            double inflationError)
            throws IOException {
        Gains gains = gains(School.DEFAULT.withInspiration(inspiration), 0, 64, 300)[0];
        note("inspiration " + inspiration + ": " + gains);
        agrees(gains.ofPublic, ofPublic, publicError);
        agrees(gains.ofFresh, fresh, freshError);
        agrees(gains.ofWork, work, workError);
        agrees(gains.inflation, inflation, inflationError);
    }

    /** The same program, λ = 1. It has no standard errors here; with 64 worlds, as ours has, they are as large. */
    @ParameterizedTest
    @CsvSource({"25, 19.9", "50, 15.1", "100, 10.0", "400, 3.8", "800, 1.9"})
    void aLargerEvalIsHarderToOverfit(int items, double inflation) throws IOException {
        Gains gains = gains(School.DEFAULT.withInspiration(1).withItems(items), 0, 64, 300)[0];
        note(items + " items: " + gains);
        agrees(gains.inflation, inflation, error(gains.inflation));
    }

    /** The second program: pretrained, λ = 1, T = 100: +14.5 (1.7), +10.2 (1.5), −6.5 (1.6). */
    @Test
    void narrowTrainingAfterPretrainingLosesWork() throws IOException {
        Gains gains = gains(pretrained(1), 300, 96, 100)[0];
        note("pretrained, inspiration 1, 100 updates: " + gains);
        agrees(gains.ofPublic, 14.5, 1.7);
        agrees(gains.ofFresh, 10.2, 1.5);
        agrees(gains.ofWork, -6.5, 1.6);
        assertThat(gains.ofWork.getMean()).isLessThan(-3 * error(gains.ofWork));
    }

    /** The second program, λ = .5: work +1.8 (.4) at T = 100, −.3 (.4) at T = 1000, while public rises. */
    @Test
    void moreTrainingGivesBackWhatWorkHadGained() throws IOException {
        Gains[] gains = gains(pretrained(0.5), 300, 96, 100, 1000);
        Gains early = gains[0];
        Gains late = gains[1];
        note("pretrained, inspiration .5, 100 updates: " + early);
        note("pretrained, inspiration .5, 1000 updates: " + late);
        agrees(early.ofWork, 1.8, 0.4);
        agrees(late.ofWork, -0.3, 0.4);
        assertThat(late.ofPublic.getMean()).isGreaterThan(early.ofPublic.getMean());
    }

    /** The second program, λ = 0, 48 worlds: work +2.7 (.4), public +.8 (1.4). */
    @Test
    void designersAloneTeachWork() throws IOException {
        Gains gains = gains(pretrained(0), 300, 96, 100)[0];
        note("pretrained, inspiration 0, 100 updates: " + gains + ", least public "
                + Math.round(gains.ofPublic.getMin()));
        agrees(gains.ofWork, 2.7, 0.4);
        agrees(gains.ofPublic, 0.8, 1.4);
    }

    private static School pretrained(double inspiration) {
        return new School(0, 200, 256, inspiration, 1, 1.5, false);
    }

    /**
     * Cobbe et al. (2019), arXiv:1812.02341, figure 2: agents in CoinRun do better in training than in new levels by 32.5, 30 and 3.5
     * points. Ours come within 6.
     */
    @ParameterizedTest
    @CsvSource({"100, 32.5, 64", "500, 30, 64", "16000, 3.5, 16"})
    void theGapOfCoinRunClosesLate(int levels, double gap, int worlds) throws IOException {
        School school = new School(24, 1, levels, 0, 0, 0, true);
        NetworkTrainer trainer =
                new NetworkTrainer(school.inputs(), new Recipe(64, 1, 256, true, 0.002, false, Reward.DEFAULT));
        Network network = trainer.network();
        SummaryStatistics seen = new SummaryStatistics();
        SummaryStatistics unseen = new SummaryStatistics();
        SummaryStatistics difference = new SummaryStatistics();
        for (int r = 0; r < worlds; r++) {
            network.draw(School.start(SEED, r));
            TaskTable training = school.environments(SEED, r, school.publicItems(SEED, r));
            trainer.train(network, training, 0, 3000, School.lesson(SEED, r));
            double[] scores = scores(trainer, network, new TaskTable[] {training, school.work(SEED, r, 2000)});
            seen.addValue(100 * scores[0]);
            unseen.addValue(100 * scores[1]);
            difference.addValue(100 * (scores[0] - scores[1]));
        }
        note(levels + " levels: training " + text(seen) + ", new levels " + text(unseen) + ", gap " + text(difference));
        assertThat(difference.getMean()).isCloseTo(gap, Assertions.within(6.0));
    }
}
