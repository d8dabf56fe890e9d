package org.evalgap.study.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.study.frame.Claim;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Figure.Mark;
import org.evalgap.study.frame.Figure.Series;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.evalgap.study.frame.Words;
import org.junit.jupiter.api.Test;

/** The tables of the study, cell by cell, beside the tree of results of at most five experiments; its figures beside the tables. */
class ResearchTasteTablesTest {
    private static final ResearchTaste STUDY = new ResearchTaste();
    private static final NormalDistribution NORMAL = new NormalDistribution();

    /** Who is four times as likely right as wrong is certain enough: the bound is ln 4. */
    private static final double BOUND = Math.log(4);

    private static final StudySettings SETTINGS = STUDY.defaults()
            .with("certainty", 0.8)
            .with("bugRate", 0.5)
            .with("debugging", 0.2)
            .with("power", 0.7)
            .with("luck", 0.2)
            .with("limit", 5)
            .with("rightShare", 0.4)
            .with("taste", 1)
            .with("belief", 0.7)
            .with("replicates", 60);

    private static final int PRIORS = 33;
    private static final int TASTES = 17;
    private static final boolean[] RECKONINGS = {false, true};

    /** A new run for every test, so that a change of the code below is seen by each that asks about it. */
    private final StudyResult result = STUDY.measure(SETTINGS, 3);

    private final StudyTable belief = result.tables().get(0);
    private final StudyTable taste = result.tables().get(1);
    private final StudyTable wald = result.tables().get(2);

    private static Sprt test(double debugging, boolean known) {
        return new Sprt(0.7, 0.2, 0.5, debugging, known, BOUND, 5);
    }

    private static String bugs(boolean known) {
        return known ? "known" : "ignored";
    }

    /** Beliefs lie evenly between 98 % of the bounds, so that the seventeenth is even. */
    private static double prior(int i) {
        return 0.98 * BOUND * (i - 16) / 16;
    }

    @Test
    void beliefsMeetTheTreeOfResults() {
        assertThat(belief.rows()).hasSize(2 * PRIORS);
        for (int row = 0; row < 2 * PRIORS; row++) {
            boolean known = row >= PRIORS;
            Sprt test = test(0.2, known);
            assertThat(belief.column("bugs").get(row)).isEqualTo(bugs(known));
            assertThat(belief.numbers("belief")[row]).isCloseTo(prior(row % PRIORS), within(1e-14));
            for (boolean right : new boolean[] {true, false}) {
                PlainFate plain = PlainFate.of(test, prior(row % PRIORS), right);
                String kept = right ? "rightKept" : "wrongKept";
                String experiments = right ? "experimentsRight" : "experimentsWrong";
                assertThat(belief.numbers(kept)[row]).isCloseTo(plain.kept(), within(1e-13));
                assertThat(belief.numbers(experiments)[row]).isCloseTo(plain.experiments(), within(1e-13));
                // Every row and direction has a stream of its own.
                RandomStream stream = RandomStream.of(3, 0, Purpose.STUDY, 1, right ? 1 : 0, row);
                Sprt.Simulated simulated = test.simulated(belief.numbers("belief")[row], right, 60, stream);
                assertThat(belief.numbers(kept + "Simulated")[row])
                        .isEqualTo(simulated.kept().mean());
                assertThat(belief.numbers(kept + "StandardError")[row])
                        .isEqualTo(simulated.kept().standardError());
                assertThat(belief.numbers(experiments + "Simulated")[row])
                        .isEqualTo(simulated.experiments().mean());
                assertThat(belief.numbers(experiments + "StandardError")[row])
                        .isEqualTo(simulated.experiments().standardError());
            }
        }
    }

    /** Without debugging, whatever the study's own debugging is; what is neither kept nor given up is undecided. */
    @Test
    void waldsRowsMeetTheTreeOfResults() {
        assertThat(wald.rows()).hasSize(4 * PRIORS);
        for (int row = 0; row < 4 * PRIORS; row++) {
            boolean known = row >= 2 * PRIORS;
            boolean right = row / PRIORS % 2 == 0;
            double prior = prior(row % PRIORS);
            PlainFate plain = PlainFate.of(test(0, known), prior, right);
            Sprt.Fate approximate = test(0, known).wald(prior, right);
            assertThat(wald.column("bugs").get(row)).isEqualTo(bugs(known));
            assertThat(wald.column("direction").get(row)).isEqualTo(right ? "right" : "wrong");
            assertThat(wald.numbers("belief")[row]).isCloseTo(prior, within(1e-14));
            assertThat(wald.numbers("kept")[row]).isCloseTo(plain.kept(), within(1e-13));
            assertThat(wald.numbers("undecided")[row]).isCloseTo(1 - plain.kept() - plain.abandoned(), within(1e-13));
            assertThat(wald.numbers("experiments")[row]).isCloseTo(plain.experiments(), within(1e-13));
            assertThat(wald.numbers("keptWald")[row]).isCloseTo(approximate.kept(), within(1e-11));
            assertThat(wald.numbers("experimentsWald")[row]).isCloseTo(approximate.experiments(), within(1e-10));
        }
        assertThat(Arrays.stream(wald.numbers("undecided")).max().orElseThrow()).isGreaterThan(0.1);
    }

    /** Plain sums over 201 beliefs: right kept, wrong kept, experiments, and experiments for each right direction kept. */
    private static double[] sums(double dPrime, boolean known) {
        double[] sums = new double[4];
        int points = dPrime == 0 ? 1 : 201;
        for (int i = 0; i < points; i++) {
            double x = points == 1 ? 0 : NORMAL.inverseCumulativeProbability((i + 0.5) / points);
            double even = Math.log(0.4 / 0.6) + dPrime * x;
            PlainFate right = PlainFate.of(test(0.2, known), even + dPrime * dPrime / 2, true);
            PlainFate wrong = PlainFate.of(test(0.2, known), even - dPrime * dPrime / 2, false);
            sums[0] += right.kept() / points;
            sums[1] += wrong.kept() / points;
            sums[2] += (0.4 * right.experiments() + 0.6 * wrong.experiments()) / points;
        }
        sums[3] = sums[2] / (0.4 * sums[0]);
        return sums;
    }

    @Test
    void tastesAreSumsOverBeliefs() {
        assertThat(taste.rows()).hasSize(2 * TASTES);
        for (int row = 0; row < 2 * TASTES; row++) {
            boolean known = row >= TASTES;
            double[] sums = sums(row % TASTES / 4.0, known);
            assertThat(taste.column("bugs").get(row)).isEqualTo(bugs(known));
            assertThat(taste.numbers("taste")[row]).isEqualTo(row % TASTES / 4.0);
            assertThat(taste.numbers("rightKept")[row]).isCloseTo(sums[0], within(1e-12));
            assertThat(taste.numbers("wrongKept")[row]).isCloseTo(sums[1], within(1e-12));
            assertThat(taste.numbers("experiments")[row]).isCloseTo(sums[2], within(1e-11));
            assertThat(taste.numbers("experimentsPerRight")[row]).isCloseTo(sums[3], within(1e-10));
        }
    }

    private static double[] part(StudyTable table, int from, int rows, String column) {
        return table.part(from, rows).numbers(column);
    }

    /** Every line beside the columns that it draws. */
    @Test
    void figuresDrawTheTables() {
        double[] priors = part(belief, 0, PRIORS, "belief");
        List<Series> kept = new ArrayList<>();
        List<Series> trade = new ArrayList<>();
        List<Series> tasteful = new ArrayList<>();
        List<Series> cost = new ArrayList<>();
        for (boolean known : RECKONINGS) {
            Mark mark = known ? Mark.LINE : Mark.DASHES;
            int from = known ? PRIORS : 0;
            double[] right = part(belief, from, PRIORS, "rightKept");
            double[] wrong = part(belief, from, PRIORS, "wrongKept");
            kept.add(Series.of("right, bugs " + bugs(known), mark, priors, right));
            kept.add(Series.of("wrong, bugs " + bugs(known), mark, priors, wrong));
            trade.add(Series.of("bugs " + bugs(known) + ", belief alone", Mark.DASHES, wrong, right));
            int first = known ? TASTES : 0;
            tasteful.add(Series.of(
                    "bugs " + bugs(known) + ", taste d' from 0 to 4",
                    Mark.LINE,
                    part(taste, first, TASTES, "wrongKept"),
                    part(taste, first, TASTES, "rightKept")));
            cost.add(Series.of(
                    "bugs " + bugs(known),
                    mark,
                    part(taste, first, TASTES, "taste"),
                    part(taste, first, TASTES, "experimentsPerRight")));
        }
        trade.addAll(tasteful);
        List<Series> approximations = new ArrayList<>();
        for (String direction : List.of("right", "wrong")) {
            int from = direction.equals("right") ? 2 * PRIORS : 3 * PRIORS;
            double[] exact = part(wald, from, PRIORS, "experiments");
            double[] approximate = part(wald, from, PRIORS, "experimentsWald");
            approximations.add(Series.of(direction + ", exact", Mark.LINE, priors, exact));
            approximations.add(Series.of(direction + ", Wald", Mark.DASHES, priors, approximate));
        }
        assertThat(result.figures())
                .extracting(Figure::name)
                .containsExactly("kept-by-belief", "experiments-wald", "trade", "cost-by-taste");
        assertThat(result.figures())
                .extracting(figure -> ((Figure.Lines) figure).series())
                .containsExactly(kept, approximations, trade, cost);
    }

    private static String kept(double prior, boolean known, boolean right) {
        return Words.percent(PlainFate.of(test(0.2, known), prior, right).kept());
    }

    /** Every number of the titles and of the finding from the tree of results, or from the table that a title is about. */
    @Test
    void titlesAndTheFindingSayWhatTheTreeSays() {
        double farthest = 0;
        for (int row = 2 * PRIORS; row < 4 * PRIORS; row++) {
            double difference = wald.numbers("experiments")[row] - wald.numbers("experimentsWald")[row];
            farthest = Math.max(farthest, Math.abs(difference));
        }
        String withTaste = Words.number(sums(1, true)[3]) + " experiments";
        String without = Words.number(sums(0, true)[3]);
        assertThat(result.figures())
                .extracting(Figure::title)
                .containsExactly(
                        "At even odds " + kept(0, false, true)
                                + " of the right directions survive bugs that are ignored, " + kept(0, true, true)
                                + " if they are known",
                        "Wald's approximation is off by up to " + Words.number(farthest)
                                + " experiments (bugs known, none mended)",
                        "Taste of d' = 1 keeps " + Words.percent(sums(1, true)[0]) + " of the right directions and "
                                + Words.percent(sums(1, true)[1]) + " of the wrong",
                        "A right direction costs " + withTaste + " with taste, " + without + " without");
        assertThat(result.finding())
                .isEqualTo(
                        "Where 50 % of the experiments fail through bugs, a researcher at even odds who ignores this keeps "
                                + kept(0, false, true) + " of the right directions and one who knows it "
                                + kept(0, true, true)
                                + ", with " + kept(0, false, false) + " and " + kept(0, true, false)
                                + " of the wrong ones; a belief of 0.7 log-odds takes the first to "
                                + kept(0.7, false, true)
                                + " and " + kept(0.7, false, false)
                                + ", while taste of d' = 1 with bugs known brings a right direction home for "
                                + withTaste
                                + " instead of " + without + ".");
    }

    /** By hand: log-odds of ln 9 lie above the bound without any taste or experiment, those of −ln 9 below it; no such cost is drawn. */
    @Test
    void costsThatDoNotExistAreNotDrawn() {
        for (double share : new double[] {0.9, 0.1}) {
            StudyResult other = STUDY.measure(SETTINGS.with("rightShare", share).with("replicates", 2), 1);
            StudyTable tastes = other.tables().get(1);
            for (int row : new int[] {0, TASTES}) {
                assertThat(tastes.numbers("rightKept")[row]).isEqualTo(share > 0.5 ? 1 : 0);
                assertThat(tastes.numbers("experiments")[row]).isZero();
                assertThat(tastes.column("experimentsPerRight").get(row)).isEqualTo(share > 0.5 ? (Object) 0.0 : "");
            }
            Figure.Lines cost = (Figure.Lines) other.figures().get(3);
            assertThat(cost.series()).hasSize(2).allSatisfy(series -> {
                assertThat(series.x()).doesNotContain(0.0).contains(2.0, 4.0);
                assertThat(series.y()).allMatch(each -> each > 0);
            });
        }
    }

    /** Oracle: the tree of results of who ignores bugs. */
    @Test
    void theClaimIsHalfLessWhatIsKept() {
        Claim claim = STUDY.claim(SETTINGS, 1);
        assertThat(claim.deciding()).isEqualTo(ResearchTaste.BUG_RATE);
        assertThat(claim.from()).isZero();
        assertThat(claim.to()).isEqualTo(0.99);
        assertThat(claim.sentence()).isEqualTo("who ignores bugs keeps less than half of the right directions");
        for (double bugs : new double[] {0, 0.3, 0.9}) {
            PlainFate ignoring = PlainFate.of(new Sprt(0.7, 0.2, bugs, 0.2, false, BOUND, 5), 0, true);
            assertThat(claim.margin().applyAsDouble(SETTINGS.with("bugRate", bugs)))
                    .isCloseTo(0.5 - ignoring.kept(), within(1e-13));
        }
    }

    /** By definition: where right and wrong directions succeed alike there is nothing to test. */
    @Test
    void luckAtPowerIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> STUDY.measure(SETTINGS.with("luck", 0.7), 1))
                .withMessageContaining("luck must be below power, 0.7: 0.7");
        assertThat(STUDY.name()).isEqualTo("research-taste");
    }
}
