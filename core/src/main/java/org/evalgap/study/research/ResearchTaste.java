package org.evalgap.study.research;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.study.frame.Claim;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Figure.Axis;
import org.evalgap.study.frame.Figure.Mark;
import org.evalgap.study.frame.Figure.Series;
import org.evalgap.study.frame.Grid;
import org.evalgap.study.frame.Study;
import org.evalgap.study.frame.StudyParameter;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.evalgap.study.frame.Tally;
import org.evalgap.study.frame.Words;
import org.evalgap.task.MisfitException;

/** What a researcher's belief is worth while experiments fail through bugs. */
final class ResearchTaste implements Study {
    static final StudyParameter BELIEF = StudyParameter.in(
            "belief", 2, -10, 10, "log-odds", "the researcher's prior log-odds b that a direction is right");
    static final StudyParameter BUG_RATE =
            StudyParameter.in("bugRate", 0.6, 0, 0.99, "", "probability r that an experiment fails through a bug");
    static final StudyParameter DEBUGGING = StudyParameter.in(
            "debugging", 0.05, 0, 1, "", "share of the bug rate that the search after each failure removes");
    static final StudyParameter POWER = StudyParameter.in(
            "power",
            0.8,
            0.001,
            0.999,
            "",
            "probability that an experiment without bugs succeeds in a right direction");
    static final StudyParameter LUCK = StudyParameter.in(
            "luck", 0.1, 0.001, 0.999, "", "probability that an experiment without bugs succeeds in a wrong direction");
    static final StudyParameter CERTAINTY = StudyParameter.in(
            "certainty",
            0.95,
            0.501,
            0.999,
            "",
            "probability of being right at which a direction is kept, or being wrong: given up");
    static final StudyParameter RIGHT_SHARE = StudyParameter.in(
            "rightShare", 0.2, 0.001, 0.999, "", "share of the directions worth trying that are right");
    static final StudyParameter TASTE = StudyParameter.in(
            "taste", 1.5, 0, 6, "d'", "how far taste tells right from wrong directions before any experiment");
    static final StudyParameter LIMIT = StudyParameter.whole(
            "limit", 100, 1, 1000, "experiments", "experiments after which a direction stays undecided");
    static final StudyParameter REPLICATES =
            StudyParameter.whole("replicates", 4000, 2, 1_000_000, "", "simulated directions a row");

    /** Beliefs tried between the bounds, the middle one even. */
    private static final int PRIORS = 33;

    private static final double[] TASTES = Grid.linear(0, 4, 17);

    @Override
    public String name() {
        return "research-taste";
    }

    @Override
    public List<StudyParameter> parameters() {
        return List.of(BELIEF, BUG_RATE, DEBUGGING, POWER, LUCK, CERTAINTY, RIGHT_SHARE, TASTE, LIMIT, REPLICATES);
    }

    @Override
    public Claim claim(StudySettings settings, long seed) {
        double most = BUG_RATE.range().most();
        return new Claim(
                "who ignores bugs keeps less than half of the right directions",
                BUG_RATE,
                0,
                most,
                0,
                s -> 0.5 - test(s, false).exact(0, true).kept());
    }

    @Override
    public StudyResult measure(StudySettings settings, long seed) {
        if (!(settings.get(LUCK) < settings.get(POWER))) {
            throw new MisfitException("luck must be below power, " + Words.exact(settings.get(POWER)) + ": "
                    + Words.exact(settings.get(LUCK)) + "; set either");
        }
        StudyTable belief = beliefTable(settings, seed);
        StudyTable taste = tasteTable(settings);
        StudyTable wald = waldTable(settings);
        List<Figure> figures = new ArrayList<>(
                List.of(keptFigure(settings, belief), waldFigure(wald), tradeFigure(settings, belief, taste)));
        tasteFigure(settings, taste).ifPresent(figures::add);
        return new StudyResult(this, settings, seed, List.of(belief, taste, wald), figures, finding(settings));
    }

    private static double bound(StudySettings settings) {
        double certainty = settings.get(CERTAINTY);
        return StrictMath.log(certainty / (1 - certainty));
    }

    private static double[] priors(StudySettings settings) {
        return Grid.linear(-0.98 * bound(settings), 0.98 * bound(settings), PRIORS);
    }

    private static Sprt test(StudySettings settings, double debugging, boolean known) {
        return new Sprt(
                settings.get(POWER),
                settings.get(LUCK),
                settings.get(BUG_RATE),
                debugging,
                known,
                bound(settings),
                settings.count(LIMIT));
    }

    private static Sprt test(StudySettings settings, boolean known) {
        return test(settings, settings.get(DEBUGGING), known);
    }

    private static String reckoning(boolean known) {
        return known ? "known" : "ignored";
    }

    private static StudyTable beliefTable(StudySettings settings, long seed) {
        StudyTable.Builder table = StudyTable.named(
                        "belief", "Fate of right and wrong directions by the researcher's prior log-odds")
                .columns("bugs")
                .column("belief", "log-odds")
                .columns("rightKept", "rightKeptSimulated", "rightKeptStandardError")
                .columns("wrongKept", "wrongKeptSimulated", "wrongKeptStandardError")
                .column("experimentsRight", "experiments")
                .column("experimentsRightSimulated", "experiments")
                .column("experimentsRightStandardError", "experiments")
                .column("experimentsWrong", "experiments")
                .column("experimentsWrongSimulated", "experiments")
                .column("experimentsWrongStandardError", "experiments");
        int row = 0;
        for (boolean known : new boolean[] {false, true}) {
            Sprt test = test(settings, known);
            for (double prior : priors(settings)) {
                List<Object> cells = new ArrayList<>(List.of(reckoning(known), prior));
                List<Object> experiments = new ArrayList<>();
                for (boolean right : new boolean[] {true, false}) {
                    Sprt.Fate exact = test.exact(prior, right);
                    RandomStream stream = RandomStream.of(seed, 0, Purpose.STUDY, 1, right ? 1 : 0, row);
                    Sprt.Simulated simulated = test.simulated(prior, right, settings.count(REPLICATES), stream);
                    Tally kept = simulated.kept();
                    Tally made = simulated.experiments();
                    cells.addAll(List.of(exact.kept(), kept.mean(), kept.standardError()));
                    experiments.addAll(List.of(exact.experiments(), made.mean(), made.standardError()));
                }
                cells.addAll(experiments);
                table.row(cells.toArray());
                row++;
            }
        }
        return table.build();
    }

    private static Portfolio portfolio(StudySettings settings, double taste, boolean known) {
        return Portfolio.of(test(settings, known), settings.get(RIGHT_SHARE), taste);
    }

    private static StudyTable tasteTable(StudySettings settings) {
        StudyTable.Builder table = StudyTable.named(
                        "taste", "A researcher whose calibrated taste ranks directions before the first experiment")
                .columns("bugs")
                .column("taste", "d'")
                .columns("rightKept", "wrongKept")
                .column("experiments", "experiments per direction")
                .column("experimentsPerRight", "experiments per right direction kept");
        for (boolean known : new boolean[] {false, true}) {
            for (double taste : TASTES) {
                Portfolio portfolio = portfolio(settings, taste, known);
                double each = portfolio.experimentsPerRight();
                table.row(
                        reckoning(known),
                        taste,
                        portfolio.rightKept(),
                        portfolio.wrongKept(),
                        portfolio.experiments(),
                        each <= Double.MAX_VALUE ? (Object) each : "");
            }
        }
        return table.build();
    }

    private static StudyTable waldTable(StudySettings settings) {
        StudyTable.Builder table = StudyTable.named(
                        "wald", "Without debugging: exact fate against Wald's approximations, by prior log-odds")
                .columns("bugs", "direction")
                .column("belief", "log-odds")
                .columns("kept", "keptWald", "undecided")
                .column("experiments", "experiments")
                .column("experimentsWald", "experiments");
        for (boolean known : new boolean[] {false, true}) {
            Sprt test = test(settings, 0, known);
            for (boolean right : new boolean[] {true, false}) {
                for (double prior : priors(settings)) {
                    Sprt.Fate exact = test.exact(prior, right);
                    Sprt.Fate wald = test.wald(prior, right);
                    table.row(
                            reckoning(known),
                            right ? "right" : "wrong",
                            prior,
                            exact.kept(),
                            wald.kept(),
                            Math.max(0, 1 - exact.kept() - exact.abandoned()),
                            exact.experiments(),
                            wald.experiments());
                }
            }
        }
        return table.build();
    }

    private static Figure keptFigure(StudySettings settings, StudyTable belief) {
        double[] priors = belief.part(0, PRIORS).numbers("belief");
        List<Series> series = new ArrayList<>();
        for (boolean known : new boolean[] {false, true}) {
            int from = known ? PRIORS : 0;
            for (String direction : List.of("right", "wrong")) {
                String name = direction + ", bugs " + reckoning(known);
                double[] exact = belief.part(from, PRIORS).numbers(direction + "Kept");
                series.add(Series.of(name, known ? Mark.LINE : Mark.DASHES, priors, exact));
            }
        }
        return new Figure.Lines(
                "kept-by-belief",
                "At even odds " + kept(settings, false, true)
                        + " of the right directions survive bugs that are ignored, " + kept(settings, true, true)
                        + " if they are known",
                "Belief rescues right directions from bugs that are ignored (broken lines), and wrong ones with them. At the"
                        + " same belief who knows the bug rate (full lines) keeps more of both; for as many right ones fewer wrong.",
                Axis.linear("prior belief b that the direction is right", "log-odds"),
                Axis.linear("probability of being kept", ""),
                series);
    }

    private static Figure waldFigure(StudyTable wald) {
        double[] priors = wald.part(0, PRIORS).numbers("belief");
        List<Series> series = new ArrayList<>();
        int from = 2 * PRIORS;
        for (String direction : List.of("right", "wrong")) {
            double[] exact = wald.part(from, PRIORS).numbers("experiments");
            double[] approximate = wald.part(from, PRIORS).numbers("experimentsWald");
            series.add(Series.of(direction + ", exact", Mark.LINE, priors, exact));
            series.add(Series.of(direction + ", Wald", Mark.DASHES, priors, approximate));
            from += PRIORS;
        }
        return new Figure.Lines(
                "experiments-wald",
                "Wald's approximation is off by up to " + Words.number(farthest(wald))
                        + " experiments (bugs known, none mended)",
                "The exact numbers step as the number of successes that are needed changes; Wald's neglect the overshoot.",
                Axis.linear("prior belief b that the direction is right", "log-odds"),
                Axis.linear("expected experiments", ""),
                series);
    }

    private static Figure tradeFigure(StudySettings settings, StudyTable belief, StudyTable taste) {
        List<Series> series = new ArrayList<>();
        for (boolean known : new boolean[] {false, true}) {
            int from = known ? PRIORS : 0;
            series.add(Series.of(
                    "bugs " + reckoning(known) + ", belief alone",
                    Mark.DASHES,
                    belief.part(from, PRIORS).numbers("wrongKept"),
                    belief.part(from, PRIORS).numbers("rightKept")));
        }
        for (boolean known : new boolean[] {false, true}) {
            int from = known ? TASTES.length : 0;
            series.add(Series.of(
                    "bugs " + reckoning(known) + ", taste d' from 0 to 4",
                    Mark.LINE,
                    taste.part(from, TASTES.length).numbers("wrongKept"),
                    taste.part(from, TASTES.length).numbers("rightKept")));
        }
        return new Figure.Lines(
                "trade",
                "Taste of d' = " + Words.number(settings.get(TASTE)) + " keeps "
                        + Words.percent(
                                portfolio(settings, settings.get(TASTE), true).rightKept())
                        + " of the right directions and "
                        + Words.percent(
                                portfolio(settings, settings.get(TASTE), true).wrongKept()) + " of the wrong",
                "More belief moves up and to the right; more taste moves up and, in the end, to the left.",
                Axis.linear("wrong directions kept", "share"),
                Axis.linear("right directions kept", "share"),
                series);
    }

    /** Nothing to draw where no right direction is ever kept, or none costs an experiment. */
    private static Optional<Figure> tasteFigure(StudySettings settings, StudyTable taste) {
        List<Series> series = new ArrayList<>();
        for (boolean known : new boolean[] {false, true}) {
            List<Double> x = new ArrayList<>();
            List<Double> y = new ArrayList<>();
            for (List<Object> row : taste.rows()) {
                boolean drawn = row.get(0).equals(reckoning(known)) && row.get(5) instanceof Double each && each > 0;
                if (drawn) {
                    x.add((Double) row.get(1));
                    y.add((Double) row.get(5));
                }
            }
            if (!x.isEmpty()) {
                Mark mark = known ? Mark.LINE : Mark.DASHES;
                series.add(new Series("bugs " + reckoning(known), mark, x, y, List.of()));
            }
        }
        if (series.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Figure.Lines(
                "cost-by-taste",
                "A right direction costs "
                        + Words.number(
                                portfolio(settings, settings.get(TASTE), true).experimentsPerRight())
                        + " experiments with taste, "
                        + Words.number(portfolio(settings, 0, true).experimentsPerRight()) + " without",
                "Taste saves experiments on wrong directions before they are made.",
                Axis.linear("taste", "d'"),
                Axis.logarithmic("experiments per right direction kept", ""),
                series));
    }

    private static String kept(StudySettings settings, boolean known, boolean right) {
        return Words.percent(test(settings, known).exact(0, right).kept());
    }

    /** The greatest difference that the figure shows. */
    private static double farthest(StudyTable wald) {
        double[] exact = wald.part(2 * PRIORS, 2 * PRIORS).numbers("experiments");
        double[] approximate = wald.part(2 * PRIORS, 2 * PRIORS).numbers("experimentsWald");
        double most = 0;
        for (int i = 0; i < exact.length; i++) {
            most = Math.max(most, Math.abs(exact[i] - approximate[i]));
        }
        return most;
    }

    private static String finding(StudySettings settings) {
        Sprt ignoring = test(settings, false);
        Sprt knowing = test(settings, true);
        double belief = settings.get(BELIEF);
        Portfolio blind = portfolio(settings, 0, true);
        Portfolio tasteful = portfolio(settings, settings.get(TASTE), true);
        return String.format(
                Locale.ROOT,
                "Where %s of the experiments fail through bugs, a researcher at even odds who ignores this keeps %s of the"
                        + " right directions and one who knows it %s, with %s and %s of the wrong ones; a belief of %s log-odds"
                        + " takes the first to %s and %s, while taste of d' = %s with bugs known brings a right direction home"
                        + " for %s experiments instead of %s.",
                Words.percent(settings.get(BUG_RATE)),
                Words.percent(ignoring.exact(0, true).kept()),
                Words.percent(knowing.exact(0, true).kept()),
                Words.percent(ignoring.exact(0, false).kept()),
                Words.percent(knowing.exact(0, false).kept()),
                Words.number(belief),
                Words.percent(ignoring.exact(belief, true).kept()),
                Words.percent(ignoring.exact(belief, false).kept()),
                Words.number(settings.get(TASTE)),
                Words.number(tasteful.experimentsPerRight()),
                Words.number(blind.experimentsPerRight()));
    }
}
