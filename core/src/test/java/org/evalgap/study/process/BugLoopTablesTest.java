package org.evalgap.study.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.study.frame.Claim;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Figure.Series;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.evalgap.study.frame.Words;
import org.junit.jupiter.api.Test;

/**
 * What the study of bugs tells, against closed forms, episodes and returns played out plainly. Simulations draw from the same numbers as
 * the study's, so that no check has a false alarm.
 */
class BugLoopTablesTest {
    private static final long SEED = 5;
    private static final int PATIENCE = 9;
    private static final int EPISODES = 300;
    private static final double FIX_RATE = 0.6;
    private static final double HELD = 0.02;
    private static final StudySettings SETTINGS = new BugLoop()
            .defaults()
            .with("fixRate", FIX_RATE)
            .with("distance", 1.3)
            .with("breadth", 0.8)
            .with("memorization", 0.7)
            .with("memorizationScale", 0.3)
            .with("regressionTests", HELD)
            .with("bugs", 4)
            .with("spread", 0.2)
            .with("dimension", 3)
            .with("patience", PATIENCE)
            .with("replicates", EPISODES);

    private StudyResult result;

    /** Closed forms and plain episodes, for every table, figure and sentence. */
    @Test
    void everyNumberIsThatOfClosedFormsAndPlainEpisodes() {
        result = new BugLoop().measure(SETTINGS, SEED);
        pairsHaveTheGeometricLaw();
        pairsAreSimulatedAsPlainly();
        returnsAreCounted();
        severalBugsAreAtDrawnPositions();
        pairsAreDrawnByMemorization();
        returnsAreDrawn();
        attemptsAreDrawnByTheNumberOfBugs();
        findingTellsTheClosedForms();
    }

    private static double awareness(double squared, double breadth, double memorization) {
        double kernel = Drawn.kernel(squared, breadth, memorization, 0.3);
        return 1 - (1 - HELD) * (1 - kernel);
    }

    private static double own() {
        return awareness(1.69, 0.8, 0.7);
    }

    /** One episode as the model has it; each attempt owns n + 2 numbers. The attempt that left nothing, or one more than there are. */
    private static int episode(double[][] w, RandomStream stream) {
        int n = w.length;
        boolean[] present = new boolean[n];
        present[0] = true;
        for (int attempt = 1; attempt <= PATIENCE; attempt++) {
            int base = attempt * (n + 2);
            int[] all = IntStream.range(0, n).filter(i -> present[i]).toArray();
            int target = all[(int) Math.floor(stream.uniform(base) * all.length)];
            if (stream.uniform(base + 1) < FIX_RATE) {
                for (int j = 0; j < n; j++) {
                    present[j] |= stream.uniform(base + 2 + j) > w[target][j];
                }
                present[target] = false;
            }
            int left = 0;
            for (boolean p : present) {
                left += p ? 1 : 0;
            }
            if (left == 0) {
                return attempt;
            }
        }
        return PATIENCE + 1;
    }

    /** Share of plain episodes that end, its standard error, mean attempts up to the limit, and theirs. */
    private static double[] episodes(double[][] w, int row) {
        RandomStream stream = RandomStream.of(SEED, 0, Purpose.STUDY, 1, 0, row);
        double clean = 0;
        double sum = 0;
        double squares = 0;
        for (int r = 0; r < EPISODES; r++) {
            int used = episode(w, stream.substream(r));
            clean += used <= PATIENCE ? 1.0 / EPISODES : 0;
            double spent = Math.min(used, PATIENCE);
            sum += spent / EPISODES;
            squares += spent * spent / EPISODES;
        }
        return new double[] {
            clean,
            Math.sqrt(clean * (1 - clean) / (EPISODES - 1)),
            sum,
            Math.sqrt((squares - sum * sum) / (EPISODES - 1))
        };
    }

    /** Closed forms: two bugs take geometric attempts of success probability f·w; the mean up to a limit is (1 − (1 − fw)^L)/(fw). */
    private void pairsHaveTheGeometricLaw() {
        StudyTable pair = Drawn.table(result, "pair");
        assertThat(pair.rows()).hasSize(3 * 17);
        for (int row = 0; row < 51; row++) {
            double memorization = 0.35 * (row / 17);
            double breadth = 0.2 * Math.pow(16, row % 17 / 16.0);
            double w = awareness(1.69, breadth, memorization);
            double success = FIX_RATE * w;
            double clean = 1 - Math.pow(1 - success, PATIENCE);
            assertThat(pair.numbers("memorization")[row]).isCloseTo(memorization, within(1e-15));
            assertThat(pair.numbers("breadth")[row]).isCloseTo(breadth, within(1e-12));
            assertThat(pair.numbers("awareness")[row]).isCloseTo(w, within(1e-12));
            assertThat(pair.numbers("attempts")[row]).isCloseTo(1 / success, within(1e-9 / success));
            assertThat(pair.numbers("attemptsChain")[row]).isCloseTo(1 / success, within(1e-9 / success));
            assertThat(pair.numbers("cleanInTime")[row]).isCloseTo(clean, within(1e-12));
            assertThat(pair.numbers("attemptsSpent")[row]).isCloseTo(clean / success, within(1e-9));
        }
    }

    /** Independent computation: episodes played out plainly. */
    private void pairsAreSimulatedAsPlainly() {
        StudyTable pair = Drawn.table(result, "pair");
        for (int row = 0; row < 51; row++) {
            double w = awareness(1.69, 0.2 * Math.pow(16, row % 17 / 16.0), 0.35 * (row / 17));
            double[] expected = episodes(new double[][] {{1, w}, {w, 1}}, row);
            assertThat(pair.numbers("cleanInTimeSimulated")[row]).isCloseTo(expected[0], within(1e-12));
            assertThat(pair.numbers("cleanInTimeStandardError")[row]).isCloseTo(expected[1], within(1e-7));
            assertThat(pair.numbers("attemptsSpentSimulated")[row]).isCloseTo(expected[2], within(1e-9));
            assertThat(pair.numbers("attemptsSpentStandardError")[row]).isCloseTo(expected[3], within(1e-7));
        }
    }

    /** By definition: without memorization there is nothing to halve, and breadths stay in their range. */
    @Test
    void withoutMemorizationThereIsOneBlock() {
        StudyTable pair = Drawn.table(
                new BugLoop().measure(SETTINGS.with("memorization", 0).with("breadth", 0.05), SEED), "pair");
        assertThat(pair.rows()).hasSize(17);
        assertThat(pair.numbers("memorization")).containsOnly(0);
        double least = BugLoop.BREADTH.range().least();
        assertThat(pair.numbers("breadth")[0]).isCloseTo(Math.max(least, 0.0125), within(1e-15));
        assertThat(pair.numbers("breadth")[16]).isCloseTo(0.2, within(1e-15));
    }

    /** Closed form (1 − w)^k, the variance of a share, and returns counted plainly. */
    private void returnsAreCounted() {
        StudyTable table = Drawn.table(result, "alternations");
        double w = own();
        RandomStream stream = RandomStream.of(SEED, 0, Purpose.STUDY, 2, 0, 0);
        assertThat(table.rows()).hasSize(11);
        for (int k = 0; k <= 10; k++) {
            int atLeast = 0;
            for (int r = 0; r < EPISODES; r++) {
                int returns = 0;
                for (int i = 0; i < k; i++) {
                    returns += stream.substream(r).uniform(i) > w ? 1 : 0;
                }
                atLeast += returns == k ? 1 : 0;
            }
            double exact = Math.pow(1 - w, k);
            assertThat(table.numbers("alternations")[k]).isEqualTo(k);
            assertThat(table.numbers("probability")[k]).isCloseTo(exact, within(1e-12));
            assertThat(table.numbers("simulated")[k]).isCloseTo((double) atLeast / EPISODES, within(1e-15));
            assertThat(table.numbers("standardError")[k])
                    .isCloseTo(Math.sqrt(exact * (1 - exact) / EPISODES), within(1e-12));
        }
        // Some bugs return more than ten times, and are counted with ten.
        assertThat(table.numbers("simulated")[10]).isPositive();
    }

    private static double[][] drawn(int n) {
        RandomStream stream = RandomStream.of(SEED, 0, Purpose.STUDY, 3, 0, 0);
        double[][] w = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double squared = 0;
                for (int axis = 0; axis < 3; axis++) {
                    double from = 0.2 * stream.normal(3 * i + axis);
                    double to = 0.2 * stream.normal(3 * j + axis);
                    squared += Math.pow(from - to, 2);
                }
                w[i][j] = awareness(squared, 0.8, 0.7);
            }
        }
        return w;
    }

    /**
     * Expected attempts, and the probability of an end within the limit, by going through attempts one by one with the weights of all sets.
     */
    private static double[] bySets(double[][] w) {
        int n = w.length;
        double[] weights = new double[1 << n];
        weights[1] = 1;
        double attempts = 0;
        double clean = 0;
        for (int attempt = 1; attempt <= PATIENCE || weights[0] < 1 - 1e-13; attempt++) {
            attempts += 1 - weights[0];
            double[] next = new double[1 << n];
            next[0] = weights[0];
            for (int set = 1; set < 1 << n; set++) {
                next[set] += weights[set] * (1 - FIX_RATE);
                for (int target = 0; target < n; target++) {
                    if ((set & 1 << target) == 0) {
                        continue;
                    }
                    double each = weights[set] * FIX_RATE / Integer.bitCount(set);
                    for (int after = 0; after < 1 << n; after++) {
                        double probability = (after & 1 << target) == 0 ? each : 0;
                        for (int j = 0; j < n && probability > 0; j++) {
                            boolean was = (set & 1 << j) != 0;
                            boolean is = (after & 1 << j) != 0;
                            if (j != target) {
                                probability *= was ? (is ? 1 : 0) : is ? 1 - w[target][j] : w[target][j];
                            }
                        }
                        next[after] += probability;
                    }
                }
            }
            weights = next;
            clean = attempt == PATIENCE ? weights[0] : clean;
        }
        return new double[] {attempts, clean};
    }

    /** Independent computations: positions drawn plainly, the weights of all sets attempt by attempt, and plain episodes. */
    private void severalBugsAreAtDrawnPositions() {
        StudyTable several = Drawn.table(result, "several");
        assertThat(several.column("bugs")).containsExactly(2, 3, 4);
        for (int n = 2; n <= 4; n++) {
            double[][] w = drawn(n);
            double mean = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < i; j++) {
                    mean += w[i][j] / (n * (n - 1) / 2);
                }
            }
            double[][] alike = new double[n][n];
            for (double[] row : alike) {
                Arrays.fill(row, mean);
            }
            double[] exact = bySets(w);
            double[] simulated = episodes(w, 1000 + n);
            int row = n - 2;
            assertThat(several.numbers("meanAwareness")[row]).isCloseTo(mean, within(1e-12));
            assertThat(several.numbers("returnsPerFix")[row]).isCloseTo((n - 1) * (1 - mean), within(1e-12));
            assertThat(several.numbers("attempts")[row]).isCloseTo(exact[0], within(1e-9 * exact[0]));
            double common = bySets(alike)[0];
            assertThat(several.numbers("attemptsAtMeanAwareness")[row]).isCloseTo(common, within(1e-9 * common));
            assertThat(several.numbers("cleanInTime")[row]).isCloseTo(exact[1], within(1e-12));
            assertThat(several.numbers("cleanInTimeSimulated")[row]).isCloseTo(simulated[0], within(1e-12));
            assertThat(several.numbers("cleanInTimeStandardError")[row]).isCloseTo(simulated[1], within(1e-9));
        }
    }

    /** Each series is a block of the table; the title says the middle of the last block and of the first. */
    private void pairsAreDrawnByMemorization() {
        StudyTable pair = Drawn.table(result, "pair");
        Figure.Lines figure = Drawn.lines(result, "clean-in-time");
        assertThat(figure.series()).extracting(Series::name).hasSize(6);
        double[] clean = new double[3];
        for (int block = 0; block < 3; block++) {
            String of = "m = " + Words.number(0.35 * block);
            double[] breadth = new double[17];
            double[] exact = new double[17];
            for (int i = 0; i < 17; i++) {
                breadth[i] = 0.2 * Math.pow(16, i / 16.0);
                exact[i] = 1 - Math.pow(1 - FIX_RATE * awareness(1.69, breadth[i], 0.35 * block), PATIENCE);
            }
            clean[block] = exact[8];
            Drawn.agree(figure.series(), of + ", exact", breadth, exact);
            Drawn.agree(
                    figure.series(),
                    of + ", simulated",
                    breadth,
                    Arrays.copyOfRange(pair.numbers("cleanInTimeSimulated"), 17 * block, 17 * block + 17),
                    Arrays.copyOfRange(pair.numbers("cleanInTimeStandardError"), 17 * block, 17 * block + 17));
        }
        assertThat(figure.title())
                .isEqualTo("Two bugs are gone within 9 attempts in " + Words.percent(clean[2])
                        + " of the episodes, without memorization in " + Words.percent(clean[0]));
    }

    /** Closed form (1 − w)^k. */
    private void returnsAreDrawn() {
        StudyTable table = Drawn.table(result, "alternations");
        Figure.Lines figure = Drawn.lines(result, "alternations");
        double[] k = new double[11];
        double[] tail = new double[11];
        for (int i = 0; i <= 10; i++) {
            k[i] = i;
            tail[i] = Math.pow(1 - own(), i);
        }
        Drawn.agree(figure.series(), "(1 − w)^k", k, tail);
        double[] errors = table.numbers("standardError");
        Drawn.agree(figure.series(), "simulated, 95 % interval", k, table.numbers("simulated"), errors);
        assertThat(figure.title())
                .isEqualTo("At least five returns of a fixed bug in " + Words.percent(tail[5]) + " of the episodes");
    }

    /** The number of bugs as a chain of its own against all their sets; two bugs take 1/(fw). */
    private void attemptsAreDrawnByTheNumberOfBugs() {
        Figure.Lines figure = Drawn.lines(result, "attempts-by-bugs");
        double[] awareness = {0.5, 0.7, 0.8, 0.9, 0.95};
        assertThat(figure.series()).hasSize(awareness.length);
        double[] n = {2, 3, 4, 5, 6, 7, 8, 9, 10};
        for (double w : awareness) {
            Series series = Drawn.series(figure.series(), "awareness " + Words.number(w));
            Drawn.agree("bugs", Drawn.numbers(series.x()), n, 0);
            assertThat(series.y().get(0)).isCloseTo(1 / (FIX_RATE * w), within(1e-12));
            for (int bugs = 2; bugs <= 7; bugs++) {
                double sets = bySetsOf(w, bugs);
                assertThat(series.y().get(bugs - 2)).isCloseTo(sets, within(1e-9 * sets));
            }
        }
        assertThat(figure.title())
                .startsWith("Four bugs in view with probability 0.7 take " + Words.number(bySetsOf(0.7, 4))
                        + " attempts, ten take ")
                .endsWith(Words.number(
                        Drawn.series(figure.series(), "awareness 0.7").y().get(8)));
    }

    private static double bySetsOf(double w, int bugs) {
        double[][] alike = new double[bugs][bugs];
        for (double[] row : alike) {
            Arrays.fill(row, w);
        }
        return new BugChain(FIX_RATE, alike).expectedAttempts();
    }

    /** Closed forms 1/(fw), 1/f and (1 − w)^5, and the weights of all sets of four bugs. */
    private void findingTellsTheClosedForms() {
        double w = own();
        assertThat(result.finding())
                .isEqualTo(
                        "A learner of breadth 0.8 and memorization 0.7 keeps a bug at distance 1.3 in view with probability "
                                + Words.number(w) + ", so two bugs take " + Words.number(1 / (FIX_RATE * w))
                                + " attempts where full awareness takes 1.67, at least five returns of a fixed bug happen in "
                                + Words.percent(Math.pow(1 - w, 5))
                                + " of the episodes, and 4 bugs nearby are all gone within 9 attempts in "
                                + Words.percent(bySets(drawn(4))[1]) + " of them.");
    }

    /** By definition: two bugs take 1/(fw) attempts, more than ten times 1/f where 10w is below one. */
    @Test
    void claimHoldsWhereTenTimesAwarenessIsBelowOne() {
        Claim claim = new BugLoop().claim(SETTINGS, SEED);
        for (double memorization : List.of(0.1, 0.7, 1.0)) {
            assertThat(claim.margin().applyAsDouble(SETTINGS.with("memorization", memorization)))
                    .isCloseTo(1 - 10 * awareness(1.69, 0.8, memorization), within(1e-12));
        }
    }

    /** Limit: where nothing ever leaves bugs alone the loop has no end, and a table has no number for it. */
    @Test
    void endlessAttemptsAreBlank() {
        StudySettings settings =
                SETTINGS.with("distance", 20).with("breadth", 0.05).with("regressionTests", 0);
        StudyTable pair = Drawn.table(new BugLoop().measure(settings.with("memorizationScale", 0.05), SEED), "pair");
        assertThat(pair.column("attempts").get(0)).isEqualTo("");
        assertThat(pair.column("attemptsChain").get(0)).isEqualTo("");
    }
}
