package org.evalgap.study.process;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.evalgap.protocol.Telling;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.study.frame.Claim;
import org.evalgap.study.frame.Estimate;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Figure.Axis;
import org.evalgap.study.frame.Figure.Mark;
import org.evalgap.study.frame.Figure.Series;
import org.evalgap.study.frame.Study;
import org.evalgap.study.frame.StudyParameter;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.evalgap.study.frame.Tally;
import org.evalgap.study.frame.Words;

/** What many submissions make of a board without learning anything, and which way of telling scores holds them. */
final class LeaderboardAttack implements Study {
    static final StudyParameter ITEMS =
            StudyParameter.whole("items", 4000, 100, 10_000, "items", "binary items of the board");
    static final StudyParameter SUBMISSIONS =
            StudyParameter.whole("submissions", 400, 10, 2000, "submissions", "random submissions that are made");
    static final StudyParameter DIGITS =
            StudyParameter.whole("digits", 2, 0, 6, "digits", "digits of scores where they are rounded");
    static final StudyParameter NOISE = StudyParameter.in(
            "noise", 0.01, 1e-6, 1, "share of items", "scale of Laplace noise where it is added to scores");
    static final StudyParameter STEP =
            StudyParameter.in("step", 0.01, 1e-6, 1, "share of items", "step η of the Ladder that has one");
    static final StudyParameter REPLICATES = StudyParameter.whole("replicates", 24, 2, 10_000, "", "boards attacked");

    private static final int[] FEW = {1, 4, 16, 27, 64};
    private static final int LOOKS = 8;
    private static final List<String> RULES = List.of("exact", "rounded", "noisy", "ladder", "freeLadder");

    @Override
    public String name() {
        return "leaderboard-attack";
    }

    @Override
    public List<StudyParameter> parameters() {
        return List.of(ITEMS, SUBMISSIONS, DIGITS, NOISE, STEP, REPLICATES);
    }

    private static List<Telling> tellings(StudySettings settings) {
        return List.of(
                Telling.rounded(15),
                Telling.rounded(settings.count(DIGITS)),
                Telling.noisy(settings.get(NOISE)),
                Telling.ladder(settings.get(STEP)),
                Telling.ladder());
    }

    private static int[] looks(StudySettings settings) {
        int all = settings.count(SUBMISSIONS);
        TreeSet<Integer> looks = new TreeSet<>();
        for (int few : FEW) {
            looks.add(Math.min(few, all));
        }
        for (int k = 1; k <= LOOKS; k++) {
            looks.add(all * k / LOOKS);
        }
        return looks.stream().mapToInt(k -> k).toArray();
    }

    @Override
    public Claim claim(StudySettings settings, long seed) {
        return new Claim(
                "exact scores bring the error of the majority five points down",
                SUBMISSIONS,
                10,
                2000,
                0,
                s -> 0.45 - limit(s, s.count(SUBMISSIONS)));
    }

    @Override
    public StudyResult measure(StudySettings settings, long seed) {
        int[] looks = looks(settings);
        Tally[][] error = tallies(looks.length);
        Tally[][] best = tallies(looks.length);
        for (int r = 0; r < settings.count(REPLICATES); r++) {
            RandomStream stream = RandomStream.of(seed, r, Purpose.STUDY, 2, 0, 0);
            BoostingAttack.Outcome after =
                    new BoostingAttack(settings.count(ITEMS), tellings(settings), stream).after(looks);
            for (int t = 0; t < RULES.size(); t++) {
                for (int k = 0; k < looks.length; k++) {
                    error[t][k].add(after.error()[t][k]);
                    best[t][k].add(after.best()[t][k] - 0.5);
                }
            }
        }
        StudyTable attack =
                table("attack", "Error of the majority on the board", looks, error, k -> limit(settings, k));
        StudyTable luck = table(
                "luck",
                "What the best of so many random submissions is told above one half",
                looks,
                best,
                k -> luck(settings, k));
        List<Figure> figures = List.of(
                figure(settings, attack, "attack", attackTitle(settings, attack), "error on the board"),
                figure(settings, luck, "luck", luckTitle(settings, luck), "told above one half"));
        return new StudyResult(this, settings, seed, List.of(attack, luck), figures, finding(settings, attack, luck));
    }

    private static Tally[][] tallies(int looks) {
        Tally[][] out = new Tally[RULES.size()][looks];
        for (Tally[] row : out) {
            for (int k = 0; k < looks; k++) {
                row[k] = new Tally();
            }
        }
        return out;
    }

    /** Φ(−√(k/πn)). */
    private static double limit(StudySettings settings, int submissions) {
        double depth = Math.sqrt(submissions / (Math.PI * settings.count(ITEMS)));
        return new NormalDistribution().cumulativeProbability(-depth);
    }

    /** σ m_k, m_k the expected greatest of k standard normals: ∫ (1 − Φ^k) over x > 0 minus ∫ Φ^k over x < 0. */
    private static double luck(StudySettings settings, int submissions) {
        NormalDistribution normal = new NormalDistribution();
        double step = 1.0 / 64;
        double sum = 0;
        for (int i = 0; i < 640; i++) {
            double x = (i + 0.5) * step;
            sum += 1 - StrictMath.pow(normal.cumulativeProbability(x), submissions);
            sum -= StrictMath.pow(normal.cumulativeProbability(-x), submissions);
        }
        return sum * step / (2 * Math.sqrt(settings.count(ITEMS)));
    }

    private static StudyTable table(
            String name, String title, int[] looks, Tally[][] tallies, Function<Integer, Double> formula) {
        StudyTable.Builder table = StudyTable.named(name, title)
                .column("submissions", "submissions")
                .columns("exactFormula")
                .estimates(RULES.toArray(String[]::new));
        for (int k = 0; k < looks.length; k++) {
            List<Object> row = new ArrayList<>(List.of(looks[k], formula.apply(looks[k])));
            for (int t = 0; t < RULES.size(); t++) {
                row.add(Estimate.of(tallies[t][k]));
            }
            table.row(row.toArray());
        }
        return table.build();
    }

    private static Figure figure(StudySettings settings, StudyTable table, String name, String title, String label) {
        double[] x = table.numbers("submissions");
        List<Series> series = new ArrayList<>();
        series.add(Series.of("exact, formula", Mark.DASHES, x, table.numbers("exactFormula")));
        for (String rule : RULES) {
            series.add(Series.simulated(rule, x, table.numbers(rule), table.numbers(rule + StudyTable.ERROR)));
        }
        return new Figure.Lines(
                name,
                title,
                "By the number of submissions and the way in which scores are told; the broken line is the closed form for exact"
                        + " scores." + Words.whiskers(settings.count(REPLICATES), "boards"),
                Axis.linear("submissions", ""),
                Axis.linear(label, "share of items"),
                series);
    }

    private static String attackTitle(StudySettings settings, StudyTable attack) {
        int last = attack.rows().size() - 1;
        return "The majority of " + Words.count(settings.count(SUBMISSIONS), "random submission") + " errs on "
                + Words.percent(attack.numbers("exact")[last]) + " of the board, under a Ladder on "
                + Words.percent(attack.numbers("ladder")[last]);
    }

    private static String luckTitle(StudySettings settings, StudyTable luck) {
        int last = luck.rows().size() - 1;
        return "The best of " + Words.count(settings.count(SUBMISSIONS), "random submission") + " is told "
                + points(luck, "exact", last) + " points above the truth";
    }

    private static String finding(StudySettings settings, StudyTable attack, StudyTable luck) {
        int last = attack.rows().size() - 1;
        return "An attack that combines " + Words.count(settings.count(SUBMISSIONS), "random submission")
                + " to a board of "
                + Words.count(settings.count(ITEMS), "item") + " brings the error there from 50 points to "
                + points(attack, "exact", last) + " if exact scores are told (closed form "
                + Words.number(100 * attack.numbers("exactFormula")[last]) + "), to " + points(attack, "rounded", last)
                + " if they are rounded to " + Words.count(settings.count(DIGITS), "digit") + ", to "
                + points(attack, "noisy", last) + " with noise, and to " + points(attack, "ladder", last) + " and "
                + points(attack, "freeLadder", last)
                + " under a Ladder with a step and one without parameters; the best"
                + " single submission is told " + points(luck, "exact", last) + " points above the truth.";
    }

    private static String points(StudyTable table, String rule, int row) {
        return table.estimate(rule, row).points();
    }
}
