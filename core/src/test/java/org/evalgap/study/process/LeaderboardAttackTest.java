package org.evalgap.study.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.special.Erf;
import org.evalgap.protocol.Telling;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.study.frame.Claim;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Figure.Series;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.evalgap.study.frame.Tally;
import org.evalgap.study.frame.Words;
import org.junit.jupiter.api.Test;

/** The study of attacks: its closed forms against others and published numbers, and its means against attacks carried out here. */
class LeaderboardAttackTest {
    private static final long SEED = 6;
    private static final int ITEMS = 300;
    private static final int BOARDS = 3;
    private static final int[] LOOKS = {1, 4, 6, 12, 16, 18, 24, 27, 30, 36, 42, 48};
    private static final List<String> RULES = List.of("exact", "rounded", "noisy", "ladder", "freeLadder");
    private static final StudySettings SETTINGS = new LeaderboardAttack()
            .defaults()
            .with("items", ITEMS)
            .with("submissions", 48)
            .with("digits", 1)
            .with("noise", 0.02)
            .with("step", 0.03)
            .with("replicates", BOARDS);

    private StudyResult result;

    /** Closed forms and attacks carried out here, for both tables, figures and the sentence. */
    @Test
    void everyNumberIsThatOfAttacksCarriedOutHere() {
        result = new LeaderboardAttack().measure(SETTINGS, SEED);
        looksAfterAFewSubmissionsAndAfterEveryEighth();
        errorOfTheMajorityHasTheClosedForm();
        luckIsTheExpectedGreatestNormal();
        tablesHoldMeansOverBoards();
        figuresDrawTheTables();
        findingTellsTheLastRows();
    }

    /** Φ(−√(k/πn)) of Blum and Hardt (2015), by the error function: Φ(−x) = erfc(x/√2)/2. */
    private static double limit(int submissions, int items) {
        return 0.5 * Erf.erfc(Math.sqrt(submissions / (Math.PI * items)) / Math.sqrt(2));
    }

    /** Expected greatest of k standard normals by its density: ∫ x k φ(x) Φ(x)^(k − 1) dx, by the trapezoidal rule. */
    private static double greatest(int k) {
        double sum = 0;
        double step = 0.05;
        for (int i = -200; i <= 200; i++) {
            double x = i * step;
            double density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
            sum += x * k * density * Math.pow(0.5 * Erf.erfc(-x / Math.sqrt(2)), k - 1);
        }
        return sum * step;
    }

    /** A few submissions, a power of four or so each, and every eighth of all: those of 48 by hand. */
    private void looksAfterAFewSubmissionsAndAfterEveryEighth() {
        for (String name : List.of("attack", "luck")) {
            assertThat(Drawn.table(result, name).column("submissions"))
                    .containsExactlyElementsOf(
                            Arrays.stream(LOOKS).mapToObj(k -> (Object) k).toList());
        }
    }

    private void errorOfTheMajorityHasTheClosedForm() {
        double[] formula = Drawn.table(result, "attack").numbers("exactFormula");
        for (int k = 0; k < LOOKS.length; k++) {
            assertThat(formula[k]).isCloseTo(limit(LOOKS[k], ITEMS), within(1e-12));
        }
    }

    /**
     * The standard deviation of a mean of n coins is 1/(2√n), and the expected greatest of 4, 16, 24 and 30 normals is 1.02938, 1.76599,
     * 1.94767 and 2.04276 (Harter 1961, "Expected values of normal order statistics", Biometrika 48); of the others, its integral.
     */
    private void luckIsTheExpectedGreatestNormal() {
        assertThat(greatest(4)).isCloseTo(1.02938, within(1e-5));
        assertThat(greatest(16)).isCloseTo(1.76599, within(1e-5));
        assertThat(greatest(24)).isCloseTo(1.94767, within(1e-5));
        assertThat(greatest(30)).isCloseTo(2.04276, within(1e-5));
        double[] formula = Drawn.table(result, "luck").numbers("exactFormula");
        double deviation = 0.5 / Math.sqrt(ITEMS);
        for (int k = 0; k < LOOKS.length; k++) {
            assertThat(formula[k]).isCloseTo(deviation * greatest(LOOKS[k]), within(2e-4 * deviation));
        }
    }

    /** Means and standard errors over boards that are attacked here, under each rule by itself. */
    private void tablesHoldMeansOverBoards() {
        List<Telling> tellings = List.of(
                Telling.rounded(15), Telling.rounded(1), Telling.noisy(0.02), Telling.ladder(0.03), Telling.ladder());
        for (int t = 0; t < RULES.size(); t++) {
            Tally[] error = new Tally[LOOKS.length];
            Tally[] best = new Tally[LOOKS.length];
            for (int r = 0; r < BOARDS; r++) {
                RandomStream stream = RandomStream.of(SEED, r, Purpose.STUDY, 2, 0, 0);
                BoostingAttack.Outcome after = new BoostingAttack(ITEMS, List.of(tellings.get(t)), stream).after(LOOKS);
                for (int k = 0; k < LOOKS.length; k++) {
                    error[k] = r == 0 ? new Tally() : error[k];
                    best[k] = r == 0 ? new Tally() : best[k];
                    error[k].add(after.error()[0][k]);
                    best[k].add(after.best()[0][k]);
                }
            }
            agree("attack", RULES.get(t), error, 0);
            agree("luck", RULES.get(t), best, 0.5);
        }
    }

    private void agree(String name, String rule, Tally[] expected, double above) {
        StudyTable table = Drawn.table(result, name);
        for (int k = 0; k < LOOKS.length; k++) {
            assertThat(table.estimate(rule, k).value())
                    .as("%s, %s, %d", name, rule, LOOKS[k])
                    .isCloseTo(expected[k].mean() - above, within(1e-12));
            assertThat(table.estimate(rule, k).error()).isCloseTo(expected[k].standardError(), within(1e-12));
        }
    }

    /** Each series is the table's column; titles say its last row. */
    private void figuresDrawTheTables() {
        for (String name : List.of("attack", "luck")) {
            StudyTable table = Drawn.table(result, name);
            double[] x = table.numbers("submissions");
            Figure.Lines figure = Drawn.lines(result, name);
            assertThat(figure.series()).extracting(Series::name).hasSize(6);
            Drawn.agree(figure.series(), "exact, formula", x, table.numbers("exactFormula"));
            for (String rule : RULES) {
                Drawn.agree(figure.series(), rule, x, table.numbers(rule), table.numbers(rule + StudyTable.ERROR));
            }
        }
        StudyTable attack = Drawn.table(result, "attack");
        assertThat(Drawn.figure(result, "attack").title())
                .isEqualTo("The majority of 48 random submissions errs on " + Words.percent(attack.numbers("exact")[11])
                        + " of the board, under a Ladder on " + Words.percent(attack.numbers("ladder")[11]));
        assertThat(Drawn.figure(result, "luck").title())
                .isEqualTo("The best of 48 random submissions is told "
                        + Drawn.table(result, "luck").estimate("exact", 11).points() + " points above the truth");
    }

    /** The closed form by the error function; the rest are the tables' last rows. */
    private void findingTellsTheLastRows() {
        StudyTable attack = Drawn.table(result, "attack");
        assertThat(result.finding())
                .startsWith(
                        "An attack that combines 48 random submissions to a board of 300 items brings the error there from 50 points to "
                                + attack.estimate("exact", 11).points() + " if exact scores are told (closed form "
                                + Words.number(100 * limit(48, ITEMS)) + "), to "
                                + attack.estimate("rounded", 11).points() + " if they are rounded to 1 digit, to "
                                + attack.estimate("noisy", 11).points() + " with noise, and to "
                                + attack.estimate("ladder", 11).points() + " and "
                                + attack.estimate("freeLadder", 11).points() + " under a Ladder")
                .endsWith(" submission is told "
                        + Drawn.table(result, "luck").estimate("exact", 11).points() + " points above the truth.");
    }

    /** Closed form: five points are reached where Φ(−√(k/πn)) = 0.45. */
    @Test
    void claimHoldsByWhatTheErrorIsBelowFortyFivePercent() {
        Claim claim = new LeaderboardAttack().claim(SETTINGS, SEED);
        for (int k : new int[] {10, 15, 48, 400}) {
            assertThat(claim.margin().applyAsDouble(SETTINGS.with("submissions", k)))
                    .isCloseTo(0.45 - limit(k, ITEMS), within(1e-12));
        }
        assertThat(claim.replicates()).isZero();
    }
}
