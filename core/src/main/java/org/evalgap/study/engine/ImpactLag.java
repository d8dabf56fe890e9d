package org.evalgap.study.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.measure.Measure;
import org.evalgap.study.frame.Claim;
import org.evalgap.study.frame.Crossing;
import org.evalgap.study.frame.Curves;
import org.evalgap.study.frame.Ensemble;
import org.evalgap.study.frame.Estimate;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Figure.Axis;
import org.evalgap.study.frame.Figure.Mark;
import org.evalgap.study.frame.Grid;
import org.evalgap.study.frame.Study;
import org.evalgap.study.frame.StudyParameter;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.evalgap.study.frame.Tally;
import org.evalgap.study.frame.Words;

/** By how many releases economic impact trails the public score, and why. */
final class ImpactLag implements Study {
    static final StudyParameter RELEASES =
            StudyParameter.whole("releases", 40, 2, 200, "releases", "releases that are followed, after the first");
    static final StudyParameter START = StudyParameter.in(
            "startCompetence", -2, -10, 10, "logits", "competence from pre-training at the first release");
    static final StudyParameter PROGRESS = StudyParameter.in(
            "progress", 0.2, 0, 5, "logits/release", "what pre-training adds to competence from release to release");
    static final StudyParameter BUDGET =
            StudyParameter.in("budget", 64, 0, 1e6, "decisions", "RL budget of the first release");
    static final StudyParameter BUDGET_GROWTH =
            StudyParameter.in("budgetGrowth", 1.15, 1, 2, "", "RL budget of a release over that of the one before");
    static final StudyParameter INSPIRATION = StudyParameter.of(Parameter.INSPIRATION);
    static final StudyParameter BREADTH = StudyParameter.of(Parameter.BREADTH);
    static final StudyParameter MEMORIZATION = StudyParameter.of(Parameter.MEMORIZATION);
    static final StudyParameter WORK_HORIZON = StudyParameter.of(Parameter.WORK_HORIZON);
    static final StudyParameter ADOPTION_RATE =
            StudyParameter.in("adoptionRate", 0.5, 0.001, 20, "per release", "rate k at which adopters are imitated");
    static final StudyParameter ADOPTED =
            StudyParameter.in("adopted", 0.01, 1e-6, 1, "share", "share of jobs handed over at the first release");
    static final StudyParameter LEVEL =
            StudyParameter.in("level", 0.5, 0.01, 0.99, "share", "level at which the curves are compared");
    static final StudyParameter REPLICATES = StudyParameter.whole("replicates", 40, 2, 10_000, "", "worlds simulated");

    private static final Measure[] SCORES = {
        Measure.PUBLIC_SCORE, Measure.FRESH_SCORE, Measure.WORK_SCORE, Measure.IMPACT_SCORE
    };
    private static final String[] CURVES = {"public", "fresh", "work", "impact", "adopted"};
    private static final List<String> LAGS = List.of("inflation", "distribution gap", "reliability", "adoption");
    private static final String[] LAG_COLUMNS = {"inflation", "distributionGap", "reliability", "adoption"};
    private static final double MOST_BUDGET = 1e9;
    private static final int QUICK = 8;

    @Override
    public String name() {
        return "impact-lag";
    }

    @Override
    public List<StudyParameter> parameters() {
        return List.of(
                RELEASES,
                START,
                PROGRESS,
                BUDGET,
                BUDGET_GROWTH,
                INSPIRATION,
                BREADTH,
                MEMORIZATION,
                WORK_HORIZON,
                ADOPTION_RATE,
                ADOPTED,
                LEVEL,
                REPLICATES);
    }

    @Override
    public StudyResult measure(StudySettings settings, long seed) {
        Ensemble ensemble = Ensemble.of(Simulator.ofScores(), family(settings), seed, settings.count(REPLICATES));
        double[][][] curves = new double[ensemble.replicates()][][];
        for (int r = 0; r < curves.length; r++) {
            curves[r] = curves(settings, ensemble, r);
        }
        StudyTable releases = releaseTable(settings, curves);
        StudyTable waits = waitTable(settings, curves);
        StudyTable levels = levelTable(curves);
        List<Figure> figures = new ArrayList<>(List.of(curveFigure(settings, releases, waits)));
        Curves byLevel = Curves.plain();
        for (int i = 0; i < LAGS.size(); i++) {
            byLevel.add(LAGS.get(i), Mark.LINE, levels, "level", LAG_COLUMNS[i]);
        }
        if (!byLevel.isEmpty()) {
            figures.add(levelFigure(settings, byLevel, levels));
        }
        boolean begun = begun(curves, settings.get(LEVEL), 0);
        return new StudyResult(
                this, settings, seed, List.of(waits, levels, releases), figures, finding(settings, waits, begun));
    }

    @Override
    public Claim claim(StudySettings settings, long seed) {
        int replicates = Math.min(QUICK, settings.count(REPLICATES));
        return new Claim("reliability is more than half of the wait", WORK_HORIZON, 1, 100, replicates, s -> {
            Ensemble e = Ensemble.of(Simulator.ofScores(), family(s), seed, replicates);
            Tally margin = new Tally();
            for (int r = 0; r < replicates; r++) {
                double[] at = arrivals(curves(s, e, r), s.get(LEVEL));
                margin.add(at[3] - at[2] - 0.5 * (at[LAGS.size()] - at[0]));
            }
            return margin.mean();
        });
    }

    static List<Scenario> family(StudySettings settings) {
        Scenario base = Scenario.withDefaults()
                .withInspiration(settings.get(INSPIRATION))
                .withBreadth(settings.get(BREADTH))
                .withMemorization(settings.get(MEMORIZATION))
                .withWorkHorizon(settings.count(WORK_HORIZON));
        List<Scenario> family = new ArrayList<>();
        for (int r = 0; r <= settings.count(RELEASES); r++) {
            double budget = settings.get(BUDGET) * StrictMath.pow(settings.get(BUDGET_GROWTH), r);
            double competence = settings.get(START) + r * settings.get(PROGRESS);
            family.add(base.withBudget(Math.min(MOST_BUDGET, budget)).withCompetence(Math.min(100, competence)));
        }
        return family;
    }

    /** Public, fresh, work, impact and adopted share by release, in one world. */
    private static double[][] curves(StudySettings settings, Ensemble ensemble, int replicate) {
        int releases = settings.count(RELEASES) + 1;
        double[][] curves = new double[CURVES.length][releases];
        for (int i = 0; i < SCORES.length; i++) {
            for (int r = 0; r < releases; r++) {
                // A share of exactly 0 would never be adopted.
                curves[i][r] = Math.max(1e-300, ensemble.value(replicate, r, SCORES[i]));
            }
        }
        curves[4] = Adoption.follow(curves[3], settings.get(ADOPTED), settings.get(ADOPTION_RATE));
        return curves;
    }

    /** The releases at which the five curves of a world first reach a level; NaN where they do not. */
    static double[] arrivals(double[][] curves, double level) {
        double[] releases = Grid.linear(0, curves[0].length - 1, curves[0].length);
        double[] arrivals = new double[curves.length];
        for (int i = 0; i < arrivals.length; i++) {
            OptionalDouble at = Crossing.first(releases, curves[i], level);
            arrivals[i] = at.orElse(Double.NaN);
        }
        return arrivals;
    }

    /** The mean of a difference of arrivals, or nothing if some world does not have both of them. */
    private static Optional<Estimate> wait(double[][][] curves, double level, int late, int early) {
        if (begun(curves, level, early)) {
            return Optional.empty();
        }
        Tally tally = new Tally();
        for (double[][] world : curves) {
            double[] arrivals = arrivals(world, level);
            tally.add(arrivals[late] - arrivals[early]);
        }
        return Double.isNaN(tally.mean()) ? Optional.empty() : Optional.of(Estimate.of(tally));
    }

    /** Whether a curve begins at a level or above in some world, so that nobody can say when it got there. */
    private static boolean begun(double[][][] curves, double level, int curve) {
        return Arrays.stream(curves).anyMatch(world -> world[curve][0] >= level);
    }

    private static StudyTable waitTable(StudySettings settings, double[][][] curves) {
        StudyTable.Builder table = StudyTable.named(
                        "waits",
                        "Releases from the public score's arrival at the level to that of adopted jobs, by cause; empty where a curve"
                                + " begins above the level or does not reach it in time")
                .columns("cause")
                .estimate("wait", "releases");
        double level = settings.get(LEVEL);
        for (int i = 0; i < LAGS.size(); i++) {
            table.row(LAGS.get(i), wait(curves, level, i + 1, i));
        }
        return table.row("all", wait(curves, level, LAGS.size(), 0)).build();
    }

    private static StudyTable levelTable(double[][][] curves) {
        StudyTable.Builder table = StudyTable.named(
                        "levels",
                        "The same waits at other levels; empty where a curve begins above the level or does not reach it")
                .columns("level");
        for (String lag : LAG_COLUMNS) {
            table.estimate(lag, "releases");
        }
        for (double level : Grid.linear(0.05, 0.95, 19)) {
            List<Object> cells = new ArrayList<>(List.of(level));
            for (int i = 0; i < LAGS.size(); i++) {
                cells.add(wait(curves, level, i + 1, i));
            }
            table.row(cells.toArray());
        }
        return table.build();
    }

    private static StudyTable releaseTable(StudySettings settings, double[][][] curves) {
        StudyTable.Builder table = StudyTable.named("releases", "Scores, impact and adoption by release")
                .column("release", "releases")
                .column("competence", "logits")
                .column("budget", "decisions")
                .estimates(CURVES);
        List<Scenario> family = family(settings);
        for (int r = 0; r < family.size(); r++) {
            List<Object> cells = new ArrayList<>(
                    List.of(r, family.get(r).competence(), family.get(r).budget()));
            for (int i = 0; i < CURVES.length; i++) {
                Tally tally = new Tally();
                for (double[][] world : curves) {
                    tally.add(world[i][r]);
                }
                cells.add(Estimate.of(tally));
            }
            table.row(cells.toArray());
        }
        return table.build();
    }

    private static Figure curveFigure(StudySettings settings, StudyTable releases, StudyTable waits) {
        String level = Words.percent(settings.get(LEVEL));
        Curves curves = Curves.percent();
        String[] names = {"public score", "fresh score", "work score", "impact", "adopted jobs"};
        for (int i = 0; i < names.length; i++) {
            curves.add(names[i], Mark.LINE, releases, "release", CURVES[i]);
        }
        curves.level("level compared", settings.get(LEVEL), 0, settings.get(RELEASES));
        return new Figure.Lines(
                "curves",
                title(waits, level),
                "From left to right along the broken line: public score, fresh, work, impact, adoption. The distances between"
                        + " the curves are the waits."
                        + Words.whiskers(settings.count(REPLICATES), "worlds"),
                Axis.linear("release", ""),
                Axis.linear("tasks or jobs", "%"),
                curves.series());
    }

    private static Figure levelFigure(StudySettings settings, Curves curves, StudyTable byLevel) {
        return new Figure.Lines(
                "waits-by-level",
                heaviest(byLevel),
                "The causes of the wait at every level that no curve begins above and all reach."
                        + Words.whiskers(settings.count(REPLICATES), "worlds"),
                Axis.linear("level", "share of tasks or jobs"),
                Axis.linear("wait", "releases"),
                curves.series());
    }

    private static String title(StudyTable waits, String level) {
        Optional<String> all = text(waits, LAGS.size());
        Optional<String> reliability = text(waits, 2);
        if (all.isEmpty() || reliability.isEmpty()) {
            return "Not every curve comes to " + level + " in this time";
        }
        return "Adopted jobs reach " + level + " " + all.get() + " releases after the public score, "
                + reliability.get() + " for reliability";
    }

    /** At which of the levels reliability is the greatest part of the wait. */
    private static String heaviest(StudyTable levels) {
        String parts = "";
        double most = 0;
        for (List<Object> row : levels.rows()) {
            if (row.get(1) instanceof Double a
                    && row.get(3) instanceof Double b
                    && row.get(5) instanceof Double c
                    && row.get(7) instanceof Double d
                    && c / (a + b + c + d) > most) {
                most = c / (a + b + c + d);
                parts = Words.percent(most) + " of the wait at a level of " + Words.percent((Double) row.get(0));
            }
        }
        return parts.isEmpty() ? "What impact waits for, by the level compared" : "Reliability is at most " + parts;
    }

    private static String finding(StudySettings settings, StudyTable waits, boolean begun) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < LAGS.size(); i++) {
            String lag = LAGS.get(i);
            text(waits, i).ifPresent(wait -> parts.add(wait + " for " + lag));
        }
        String level = Words.percent(settings.get(LEVEL));
        String list = String.join(", ", parts);
        Optional<String> all = text(waits, LAGS.size());
        if (all.isPresent()) {
            String releases = all.get() + " releases after the public score does";
            return String.format(Locale.ROOT, "Adopted jobs reach %s %s: %s.", level, releases, list);
        }
        String why = begun
                ? String.format(Locale.ROOT, "The public score is above %s from the first release on", level)
                : String.format(
                        Locale.ROOT,
                        "Within %s adopted jobs do not reach %s",
                        Words.count(settings.count(RELEASES), "release"),
                        level);
        return why + (list.isEmpty() ? "." : "; the waits that can be told are " + list + ".");
    }

    private static Optional<String> text(StudyTable waits, int row) {
        Object wait = waits.column("wait").get(row);
        Object error = waits.column("wait" + StudyTable.ERROR).get(row);
        return wait instanceof Double w && error instanceof Double e
                ? Optional.of(new Estimate(w, e).text())
                : Optional.empty();
    }
}
