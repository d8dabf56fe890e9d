package org.evalgap.study.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.evalgap.protocol.Telling;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.study.frame.Tally;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Attacks against closed forms and the figures of an independent program, MODEL.md, section 15. A figure agrees within 4.5
 * standard errors of the mean over replicates, and the figure's own where it has one: a false alarm once in 150,000 seeds each,
 * below 3e-4 for all 38; the mean square of the published runs has a rate of its own.
 */
class BoardAttackTest {
    private static final int PUBLISHED_RUNS = 5;

    private static final long SEED = 15;
    private static final int ITEMS = 4000;
    private static final int REPLICATES = 100;
    private static final int[] QUERIES = {50, 100, 200, 300, 400};
    private static final List<Telling> TELLINGS = List.of(
            Telling.rounded(15),
            Telling.ladder(),
            Telling.rounded(1),
            Telling.rounded(2),
            Telling.rounded(3),
            Telling.rounded(5));
    private static final Tally[][] ERRORS = new Tally[TELLINGS.size()][QUERIES.length];

    @BeforeAll
    static void attack() {
        for (Tally[] row : ERRORS) {
            for (int q = 0; q < QUERIES.length; q++) {
                row[q] = new Tally();
            }
        }
        for (int r = 0; r < REPLICATES; r++) {
            RandomStream stream = RandomStream.of(SEED, r, Purpose.STUDY);
            double[][] errors =
                    new BoostingAttack(ITEMS, TELLINGS, stream).after(QUERIES).error();
            for (int t = 0; t < errors.length; t++) {
                for (int q = 0; q < QUERIES.length; q++) {
                    ERRORS[t][q].add(errors[t][q]);
                }
            }
        }
    }

    private static void agrees(Tally found, double expected, double error, String what) {
        double bound = 4.5 * Math.hypot(found.standardError(), error);
        assertThat(found.mean())
                .as("%s, seed %d, bound %.5f", what, SEED, bound)
                .isCloseTo(expected, within(bound));
    }

    /** Blum and Hardt 2015: the limit of many items; at 4,000 it is off by less than .0002, which the bound includes. */
    @Test
    void toldExactlyTheAttackHasTheErrorOfTheClosedForm() {
        double[] figures = {.47485, .46446, .44980, .43860, .42920};
        NormalDistribution normal = new NormalDistribution();
        for (int q = 0; q < QUERIES.length; q++) {
            double limit = normal.cumulativeProbability(-Math.sqrt(QUERIES[q] / (Math.PI * ITEMS)));
            assertThat(limit).isCloseTo(figures[q], within(6e-6));
            agrees(ERRORS[0][q], limit, .0002 / 4.5, "exact, " + QUERIES[q]);
        }
    }

    @Test
    void theParameterFreeLadderHoldsTheAttack() {
        double[] figures = {.48897, .48751, .48666, .48615, .48567};
        for (int q = 0; q < QUERIES.length; q++) {
            agrees(ERRORS[1][q], figures[q], .0003, "free ladder, " + QUERIES[q]);
        }
    }

    /** Figures of one program; their errors are taken to be that of the Ladder's, .0003. */
    @Test
    void roundingHelpsWhereItIsCoarse() {
        double[] figures = {.50088, .45247, .43112, .43025};
        for (int d = 0; d < figures.length; d++) {
            agrees(ERRORS[2 + d][4], figures[d], .0003, TELLINGS.get(2 + d).name());
        }
    }

    /**
     * Means of five runs of another program (their errors are whole fifths of an item), which scatter around our means with our standard
     * deviation over √5. Of 240 rows, ten of runs that are told exactly or to a few digits and ten of the Ladder at k = 50, 100, 200,
     * 300 and 400 are compared. None is 4.5 deviations away
     * (false alarm 1.4e-4 in all), and their mean square is between .05 and 4. The five rows of a run hang together: were they one
     * and all four runs independent, the mean square would leave these bounds for .8 % of seeds; were only the two settings
     * independent, for 7 %. It is the one check that does not keep the class's rate.
     */
    @Test
    void thePublishedMeansAreWithinTheirSpread() throws IOException {
        Path file = shared("ladder_attack.csv");
        int seen = 0;
        double squares = 0;
        for (String line : Files.readAllLines(file)) {
            String[] cells = line.split(",");
            int telling = telling(cells);
            int column = telling < 0 ? -1 : java.util.Arrays.binarySearch(QUERIES, Integer.parseInt(cells[3]));
            if (column >= 0) {
                Tally found = ERRORS[telling][column];
                double z = (Double.parseDouble(cells[4]) - found.mean())
                        / Math.sqrt(found.variance() / PUBLISHED_RUNS + found.standardError() * found.standardError());
                assertThat(z).as(line).isBetween(-4.5, 4.5);
                squares += z * z;
                seen++;
            }
        }
        assertThat(seen).isEqualTo(20);
        assertThat(squares / seen).isBetween(0.05, 4.0);
    }

    private static int telling(String[] cells) {
        return switch (cells[0] + " " + cells[2]) {
            case "five_decimal_precision Kaggle" -> 5;
            case "low_precision Kaggle" -> 3;
            case "five_decimal_precision Ladder", "low_precision Ladder" -> 1;
            default -> -1;
        };
    }

    private static Path shared(String name) {
        String given = System.getProperty("evalgap.shared");
        Path file = given == null ? Path.of("../../shared/data", name) : Path.of(given, name);
        if (given != null && !Files.exists(file)) {
            file = Path.of(given, "data", name);
        }
        if (!Files.exists(file)) {
            System.err.println("SKIPPED: no " + name + " in the shared folder; give it with -Devalgap.shared=FOLDER");
        }
        Assumptions.assumeTrue(Files.exists(file), name + " is not there");
        return file;
    }

    /**
     * Figures of Dwork et al.'s experiment by an independent program: freely .6338 (standard error .0033) at truth .4988, with noise
     * .5125 at .4998. Where it gives no error, none is allowed for. The truth is a half, since nothing can be learned.
     */
    @Test
    void aHoldoutThatIsAskedFreelyBelievesInNoise() {
        Tally freely = new Tally();
        Tally truth = new Tally();
        Tally thresholdout = new Tally();
        Tally other = new Tally();
        for (int r = 0; r < 40; r++) {
            FeatureSelection selection =
                    new FeatureSelection(10_000, 10_000, RandomStream.of(SEED, r, Purpose.STUDY, 1, 0, 0));
            FeatureSelection.Result result = selection.freely(500);
            freely.add(result.told());
            truth.add(result.truth());
            result = selection.told(500, Telling.gaussianThresholdout(0.04, 0.01, 1_000_000));
            thresholdout.add(result.told());
            other.add(result.truth());
        }
        agrees(freely, .6338, .0033, "freely");
        agrees(truth, .5, 0, "truth");
        agrees(thresholdout, .5125, 0, "thresholdout");
        agrees(other, .5, 0, "truth");
    }
}
