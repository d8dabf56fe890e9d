package org.evalgap.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.measure.Measure;
import org.evalgap.study.Figure.Axis;
import org.evalgap.study.Figure.Mark;
import org.evalgap.study.Figure.Series;

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
    private static final String[] LAGS = {"inflation", "distribution gap", "reliability", "adoption"};
    private static final double MOST_BUDGET = 1e9;

    @Override
    public String name() {
        return "impact-lag";
    }

    @Override
    public String question() {
        return "By how many releases does economic impact trail the public score, and what makes it wait?";
    }

    @Override
    public String model() {
        return """
                With every release pre-training adds to competence and the RL budget grows; environments are made as in the \
                simulator's default world. Each release has a public, a fresh and a work score, and an impact: jobs are \
                chains of H decisions that must all be right. Jobs are handed over by imitation, towards the share that is \
                done right: da/dr = k a (1 − a/I), logistic where I stands still. The time from the release at which the public \
                score reaches a level to the one at which adopted jobs do is the sum of the waits of fresh for public \
                (inflation), work for fresh (distribution gap), impact for work (reliability) and adoption for impact.""";
    }

    @Override
    public String shows() {
        return """
                That impact can trail a public score by many releases with nobody deceived, and how the wait divides. Waits are \
                read at one level along the axis of releases, so that they add up exactly and do not depend on a scale of scores. \
                Without RL there is no inflation and no distribution gap, and the wait for reliability is the extra competence \
                that chains need over the progress per release; where impact grows exponentially at rate g, adoption settles \
                ln(1 + g/k)/g behind.""";
    }

    @Override
    public String cannotTell() {
        return """
                Calendar time: a release is no fixed number of months, and progress, budgets and adoption are chosen, not \
                fitted. All jobs have one length and fail at one error; people check and repair work, which makes unreliable help \
                useful earlier. Adoption also waits for complements, law and habit, which one rate stands for. The level \
                matters: another one gives other waits.""";
    }

    @Override
    public List<String> literature() {
        return List.of(
                "Patel, Sutskever (2025), Dwarkesh Podcast, November 2025 (impact trails evals).",
                "Griliches (1957), Hybrid corn: an exploration in the economics of technological change, Econometrica 25(4),"
                        + " 501–522.",
                "Mansfield (1961), Technical change and the rate of imitation, Econometrica 29(4), 741–766.",
                "Meyer, Ausubel (1999), Carrying capacity: a model with logistically varying limits, Technological Forecasting"
                        + " and Social Change 61(3), 209–214.",
                "David (1990), The dynamo and the computer: an historical perspective on the modern productivity paradox,"
                        + " American Economic Review 80(2), 355–361.",
                "Kremer (1993), The O-ring theory of economic development, Quarterly Journal of Economics 108(3), 551–575"
                        + " (one failure loses the product).",
                "Kwa et al. (2025), Measuring AI ability to complete long tasks, arXiv:2503.14499.");
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
    public StudyResult run(StudySettings settings, long seed) {
        Ensemble ensemble = Ensemble.of(Simulator.ofScores(), family(settings), seed, settings.count(REPLICATES));
        double[][][] curves = new double[ensemble.replicates()][][];
        for (int r = 0; r < curves.length; r++) {
            curves[r] = curves(settings, ensemble, r);
        }
        Estimate[][] means = means(settings, curves);
        StudyTable releases = releaseTable(settings, means);
        StudyTable waits = waitTable(settings, curves);
        List<Figure> figures = new ArrayList<>(List.of(curveFigure(settings, means)));
        StudyTable levels = levelTable(curves);
        List<Series> byLevel = levelSeries(levels);
        if (!byLevel.isEmpty()) {
            figures.add(levelFigure(byLevel));
        }
        return new StudyResult(
                this, settings, seed, List.of(waits, levels, releases), figures, finding(settings, waits));
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

    private static Estimate[][] means(StudySettings settings, double[][][] curves) {
        Estimate[][] means = new Estimate[CURVES.length][settings.count(RELEASES) + 1];
        for (int i = 0; i < CURVES.length; i++) {
            for (int r = 0; r < means[i].length; r++) {
                Tally tally = new Tally();
                for (double[][] world : curves) {
                    tally.add(world[i][r]);
                }
                means[i][r] = Estimate.of(tally);
            }
        }
        return means;
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

    /** The mean of a difference of arrivals, or nothing if some world has none of them. */
    private static List<Object> wait(double[][][] curves, double level, int late, int early) {
        Tally tally = new Tally();
        for (double[][] world : curves) {
            double[] arrivals = arrivals(world, level);
            tally.add(arrivals[late] - (early < 0 ? 0 : arrivals[early]));
        }
        Estimate estimate = Estimate.of(tally);
        return Double.isNaN(estimate.value()) ? List.of("", "") : List.of(estimate.value(), estimate.error());
    }

    private static StudyTable waitTable(StudySettings settings, double[][][] curves) {
        StudyTable.Builder table = StudyTable.named(
                        "waits",
                        "Releases from the public score's arrival at the level to that of adopted jobs, by cause; empty where the"
                                + " level is not reached in time")
                .columns("cause")
                .column("releases", "releases")
                .column("standardError", "releases");
        double level = settings.get(LEVEL);
        for (int i = 0; i < LAGS.length; i++) {
            List<Object> wait = wait(curves, level, i + 1, i);
            table.row(LAGS[i], wait.get(0), wait.get(1));
        }
        List<Object> all = wait(curves, level, 4, 0);
        table.row("all", all.get(0), all.get(1));
        return table.build();
    }

    private static StudyTable levelTable(double[][][] curves) {
        StudyTable.Builder table = StudyTable.named(
                        "levels", "Releases at which each curve reaches a level, on average")
                .columns("level");
        for (String curve : CURVES) {
            table.column(curve, "releases").column(curve + "StandardError", "releases");
        }
        for (double level : Grid.linear(0.05, 0.95, 19)) {
            List<Object> cells = new ArrayList<>(List.of(level));
            for (int i = 0; i < CURVES.length; i++) {
                cells.addAll(wait(curves, level, i, -1));
            }
            table.row(cells.toArray());
        }
        return table.build();
    }

    private static StudyTable releaseTable(StudySettings settings, Estimate[][] means) {
        StudyTable.Builder table = StudyTable.named("releases", "Scores, impact and adoption by release")
                .column("release", "releases")
                .column("competence", "logits")
                .column("budget", "decisions");
        for (String curve : CURVES) {
            table.columns(curve, curve + "StandardError");
        }
        List<Scenario> family = family(settings);
        for (int r = 0; r < family.size(); r++) {
            List<Object> cells = new ArrayList<>(
                    List.of(r, family.get(r).competence(), family.get(r).budget()));
            for (Estimate[] curve : means) {
                cells.add(curve[r].value());
                cells.add(curve[r].error());
            }
            table.row(cells.toArray());
        }
        return table.build();
    }

    private static Figure curveFigure(StudySettings settings, Estimate[][] means) {
        double[] releases = Grid.linear(0, means[0].length - 1, means[0].length);
        List<Series> series = new ArrayList<>();
        String[] names = {"public score", "fresh score", "work score", "impact", "adopted jobs"};
        for (int i = 0; i < names.length; i++) {
            double[] y = new double[releases.length];
            for (int r = 0; r < y.length; r++) {
                y[r] = means[i][r].value();
            }
            series.add(Series.of(names[i], Mark.LINE, releases, y));
        }
        double level = settings.get(LEVEL);
        double[] ends = {0, releases.length - 1};
        series.add(Series.of("level compared", Mark.DASHES, ends, new double[] {level, level}));
        return new Figure.Lines(
                "curves",
                "Scores and impact by release",
                "From left to right along the broken line: public score, fresh, work, impact, adoption. The distances between"
                        + " the curves are the waits.",
                Axis.linear("release", ""),
                Axis.linear("share", "of tasks or jobs"),
                series);
    }

    private static List<Series> levelSeries(StudyTable levels) {
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < LAGS.length; i++) {
            int at = 1 + 2 * i;
            double[][] points = levels.rows().stream()
                    .filter(row -> row.get(at) instanceof Double early && early > 0)
                    .filter(row -> row.get(at + 2) instanceof Double)
                    .map(row -> new double[] {(Double) row.get(0), (Double) row.get(at + 2) - (Double) row.get(at)})
                    .toArray(double[][]::new);
            if (points.length > 0) {
                double[] x = new double[points.length];
                double[] y = new double[points.length];
                for (int j = 0; j < x.length; j++) {
                    x[j] = points[j][0];
                    y[j] = points[j][1];
                }
                series.add(Series.of(LAGS[i], Mark.LINE, x, y));
            }
        }
        return series;
    }

    private static Figure levelFigure(List<Series> series) {
        return new Figure.Lines(
                "waits-by-level",
                "What impact waits for, by the level compared",
                "The causes of the wait at every level that all curves reach; where a curve begins above a level it waits for nothing.",
                Axis.linear("level", "share of tasks or jobs"),
                Axis.linear("wait", "releases"),
                series);
    }

    private static String finding(StudySettings settings, StudyTable waits) {
        List<List<Object>> rows = waits.rows();
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < LAGS.length; i++) {
            Object wait = rows.get(i).get(1);
            if (wait instanceof Double) {
                parts.add(text(rows.get(i)) + " by " + LAGS[i]);
            }
        }
        String level = Words.percent(settings.get(LEVEL));
        String list = String.join(", ", parts);
        if (rows.get(4).get(1) instanceof Double) {
            return String.format(
                    Locale.ROOT,
                    "Adopted jobs reach %s %s releases after the public score does: %s.",
                    level,
                    text(rows.get(4)),
                    list);
        }
        return String.format(
                Locale.ROOT,
                "Within %s adopted jobs do not reach %s%s.",
                Words.count(settings.count(RELEASES), "release"),
                level,
                list.isEmpty() ? "" : "; the waits that end in time are " + list);
    }

    private static String text(List<Object> row) {
        return new Estimate((Double) row.get(1), (Double) row.get(2)).text();
    }
}
