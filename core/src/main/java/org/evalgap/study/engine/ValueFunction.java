package org.evalgap.study.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.learner.RewardRule;
import org.evalgap.measure.Score;
import org.evalgap.study.closedform.EpisodeTime;
import org.evalgap.study.closedform.FirstOrder;
import org.evalgap.study.closedform.OneEnvironment;
import org.evalgap.study.frame.Claim;
import org.evalgap.study.frame.Curves;
import org.evalgap.study.frame.Ensemble;
import org.evalgap.study.frame.Estimate;
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
import org.evalgap.study.frame.Words;

/** Why learning from a reward at the end of a long episode is slow, and what a value function does about it. */
final class ValueFunction implements Study {
    static final StudyParameter COMPETENCE = StudyParameter.in(
            "competence", 1, -2, 10, "logits", "competence before training, for tasks of difficulty 0");
    static final StudyParameter HORIZON = StudyParameter.whole(
            "horizon", 50, 1, 200, "decisions", "decisions of an episode in the learning curves and in the finding");
    static final StudyParameter CRITIC = StudyParameter.in(
            "critic", 0.1, 0.001, 1, "share", "weight of a partial value function, between none and a full one");
    static final StudyParameter TARGET =
            StudyParameter.in("target", 0.9, 0.05, 0.999, "", "success of whole episodes that is aimed at");
    static final StudyParameter SAMPLED_HORIZON = StudyParameter.whole(
            "sampledHorizon", 20, 1, 40, "decisions", "decisions of an episode where learning is by sampled episodes");
    static final StudyParameter STEP = StudyParameter.in(
            "step",
            16,
            0.1,
            1000,
            "decisions",
            "step of an update at which sampled learners are compared at equal step");
    static final StudyParameter TRIALS = StudyParameter.whole(
            "trials", 200, 2, 1000, "", "sampled learners of each kind, of which the median is told");
    static final StudyParameter BUDGET = StudyParameter.of(Parameter.BUDGET);
    static final StudyParameter REPLICATES =
            StudyParameter.whole("replicates", 32, 2, 10_000, "", "labs simulated for the plateau");

    private static final int[] HORIZONS = {1, 2, 5, 10, 20, 30, 50, 70, 100};
    private static final double[] CRITICS = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1};
    private static final int CURVE = 90;
    private static final int CHECKS = 9;
    private static final double HALF = 0.5;
    private static final double TENFOLD = 10;

    /** More experience than this is not simulated, and not drawn. */
    private static final double ENDLESS = 1e18;

    @Override
    public String name() {
        return "value-function";
    }

    @Override
    public List<StudyParameter> parameters() {
        return List.of(COMPETENCE, HORIZON, CRITIC, TARGET, SAMPLED_HORIZON, STEP, TRIALS, BUDGET, REPLICATES);
    }

    @Override
    public StudyResult measure(StudySettings settings, long seed) {
        StudyTable needs = needTable(settings);
        StudyTable curves = curveTable(settings);
        StudyTable plateau = plateauTable(settings, seed);
        LearnedCritic sampled = LearnedCritic.of(settings, seed);
        StudyTable firsts = LearnedCritic.firstSuccesses(settings, HORIZONS);
        List<Figure> figures = new ArrayList<>();
        Curves needed = needCurves(settings, needs, firsts);
        if (!needed.isEmpty()) {
            figures.add(needFigure(settings, needed));
        }
        figures.add(curveFigure(settings, curves));
        sampled.figure().ifPresent(figures::add);
        figures.add(plateauFigure(settings, plateau));
        return new StudyResult(
                this,
                settings,
                seed,
                List.of(needs, gridTable(settings), curves, plateau, sampled.steps(), sampled.judges(), firsts),
                figures,
                finding(settings, plateau, sampled));
    }

    @Override
    public Claim claim(StudySettings settings, long seed) {
        return new Claim(
                "in expectation an expert's value needs less than a tenth of the experience that waiting for the end does",
                HORIZON,
                1,
                HORIZON.range().most(),
                0,
                s -> 1
                        - TENFOLD
                                * experience(s, EXPERT.rule(s), s.get(TARGET))
                                / experience(s, NONE.rule(s), s.get(TARGET)));
    }

    /** A way of judging episodes, with its name in tables and legends. */
    private record Way(String name, double critic, double normalization, boolean own) {
        EpisodeTime time(int horizon) {
            return new EpisodeTime(new RewardRule(critic, normalization, 0, horizon, own));
        }

        RewardRule rule(StudySettings settings) {
            return time(settings.count(HORIZON)).rule();
        }
    }

    private static final Way NONE = new Way("no critic", 0, 0, false);
    private static final Way NORMALISED = new Way("no critic, normalised", 0, 1, false);
    private static final Way OWN = new Way("own value", 1, 0, true);
    private static final Way EXPERT = new Way("expert's value", 1, 0, false);

    private static List<Way> ways(StudySettings settings) {
        double faint = settings.get(CRITIC);
        List<Way> ways = new ArrayList<>(List.of(NONE, NORMALISED, OWN));
        // A full critic is there anyway, and leaves nothing to normalise.
        if (faint < 1) {
            String name = Words.number(faint) + " of an expert's value";
            ways.add(new Way(name, faint, 0, false));
            ways.add(new Way(name + ", normalised", faint, 1, false));
        }
        ways.add(EXPERT);
        return ways;
    }

    static double experience(StudySettings settings, RewardRule rule, double target) {
        return new EpisodeTime(rule).between(settings.get(COMPETENCE), EpisodeTime.logits(target, rule.horizon()));
    }

    private static StudyTable needTable(StudySettings settings) {
        StudyTable.Builder table = StudyTable.named(
                        "needs",
                        "Decisions of experience that an environment needs by quadrature and by the engine; empty where they exceed"
                                + " what can be simulated")
                .column("horizon", "decisions")
                .columns("judged", "critic", "advantageNormalization")
                .columns("successBefore")
                .column("experienceToHalf", "decisions")
                .column("engineToHalf", "decisions")
                .column("experienceToTarget", "decisions")
                .column("engineToTarget", "decisions");
        for (Way way : ways(settings)) {
            for (int horizon : HORIZONS) {
                double half = experience(settings, way.time(horizon).rule(), HALF);
                double full = experience(settings, way.time(horizon).rule(), settings.get(TARGET));
                table.row(
                        horizon,
                        way.name,
                        way.critic,
                        way.normalization,
                        EpisodeTime.success(settings.get(COMPETENCE), horizon),
                        finite(half),
                        engine(settings, way, horizon, half, HALF),
                        finite(full),
                        engine(settings, way, horizon, full, settings.get(TARGET)));
            }
        }
        return table.build();
    }

    /** Every horizon with every weight of the critic, by quadrature alone. */
    private static StudyTable gridTable(StudySettings settings) {
        StudyTable.Builder table = StudyTable.named(
                        "grid",
                        "Decisions of experience that an environment needs by horizon, weight of the critic and normalisation of"
                                + " advantages; empty where they are beyond all simulation")
                .column("horizon", "decisions")
                .columns("critic", "advantageNormalization")
                .column("experienceToHalf", "decisions")
                .column("experienceToTarget", "decisions");
        for (int horizon : HORIZONS) {
            for (double critic : CRITICS) {
                for (double normalization : new double[] {0, 1}) {
                    RewardRule rule = new RewardRule(critic, normalization, 0, horizon);
                    double half = experience(settings, rule, HALF);
                    double full = experience(settings, rule, settings.get(TARGET));
                    table.row(horizon, critic, normalization, finite(half), finite(full));
                }
            }
        }
        return table.build();
    }

    static Object finite(double experience) {
        return experience < ENDLESS ? (Object) experience : "";
    }

    private static Object engine(StudySettings settings, Way way, int horizon, double experience, double target) {
        if (!Parameter.BUDGET.range().contains(experience)) {
            return "";
        }
        return experience == 0
                ? 0.0
                : OneEnvironment.experience(settings.get(COMPETENCE), way.time(horizon), experience, target);
    }

    private static StudyTable curveTable(StudySettings settings) {
        StudyTable.Builder table = StudyTable.named(
                        "curves", "Success of whole episodes by experience at one horizon, where the engine was run")
                .columns("judged")
                .column("experience", "decisions")
                .columns("success", "engine");
        int horizon = settings.count(HORIZON);
        for (Way way : ways(settings)) {
            for (double[] point : curve(settings, way, CHECKS)) {
                if (point[0] > 0 && Parameter.BUDGET.range().contains(point[0])) {
                    double engine = OneEnvironment.success(
                            settings.get(COMPETENCE), way.time(horizon).rule(), point[0]);
                    table.row(way.name, point[0], point[1], engine);
                }
            }
        }
        return table.build();
    }

    /** Experience and success from the start until far beyond the target, closer together near the start. */
    private static List<double[]> curve(StudySettings settings, Way way, int points) {
        int horizon = settings.count(HORIZON);
        EpisodeTime time = way.time(horizon);
        double start = settings.get(COMPETENCE);
        double end = Math.max(start + 1, EpisodeTime.logits(0.5 * (1 + settings.get(TARGET)), horizon));
        List<double[]> curve = new ArrayList<>();
        double experience = 0;
        double before = start;
        for (double place : Grid.linear(0, 1, points)) {
            // Dense near the start, where a plateau spends its time.
            double u = start + place * place * place * (end - start);
            experience += time.between(before, u);
            before = u;
            if (experience < ENDLESS) {
                curve.add(new double[] {experience, EpisodeTime.success(u, horizon)});
            }
        }
        return curve;
    }

    /** A whole lab at its defaults but for the horizon of its environments. */
    private static StudyTable plateauTable(StudySettings settings, long seed) {
        StudyTable.Builder table = StudyTable.named(
                        "plateau",
                        "What training on such episodes does to the public score of a lab with the simulator's default world")
                .columns("critic", "advantageNormalization")
                .estimates("publicGain");
        List<Scenario> family = new ArrayList<>();
        for (double normalization : new double[] {0, 1}) {
            for (double critic : CRITICS) {
                family.add(Scenario.withDefaults()
                        .withBudget(settings.get(BUDGET))
                        .withEnvironmentHorizon(settings.count(HORIZON))
                        .withCritic(critic)
                        .withAdvantageNormalization(normalization));
            }
        }
        Ensemble ensemble = Ensemble.of(Simulator.ofScores(), family, seed, settings.count(REPLICATES));
        for (int i = 0; i < family.size(); i++) {
            Estimate gain = ensemble.gain(i, Score.PUBLIC);
            table.row(family.get(i).critic(), family.get(i).advantageNormalization(), gain);
        }
        return table.build();
    }

    private static Mark mark(Way way) {
        return way.normalization == 0 ? Mark.LINE : Mark.DASHES;
    }

    /** One line a way of judging, where training is needed at all. */
    private static Curves needCurves(StudySettings settings, StudyTable needs, StudyTable firsts) {
        Curves curves = Curves.logarithmic();
        for (Way way : ways(settings)) {
            curves.add(way.name, mark(way), needs.where("judged", way.name), "horizon", "experienceToTarget");
        }
        curves.add("learned value, best step", Mark.LINE, firsts, "horizon", "learnedValue");
        return curves;
    }

    private static Figure needFigure(StudySettings settings, Curves curves) {
        return new Figure.Lines(
                "experience-by-horizon",
                "Episodes of " + settings.count(HORIZON) + ": "
                        + rounded(experience(settings, NONE.rule(settings), settings.get(TARGET)))
                        + " decisions without a critic, "
                        + rounded(experience(settings, OWN.rule(settings), settings.get(TARGET)))
                        + " with its own value, "
                        + rounded(experience(settings, EXPERT.rule(settings), settings.get(TARGET)))
                        + " with an expert's",
                "Experience until " + Words.percent(settings.get(TARGET))
                        + " of the episodes succeed. Without a critic it grows"
                        + " exponentially with the horizon, and with the policy's own value too; with an expert's in proportion to it."
                        + " Normalised advantages (broken) halve the exponent. A learned value has no flow of its own: its line is"
                        + " the median wait for a first success, which an expectation does not wait for.",
                Axis.linear("horizon", "decisions"),
                Axis.logarithmic("experience of one environment", "decisions"),
                curves.series());
    }

    private static Figure curveFigure(StudySettings settings, StudyTable curves) {
        List<Series> lines = new ArrayList<>();
        List<Series> points = new ArrayList<>();
        for (Way way : ways(settings)) {
            draw(way.name, mark(way), curve(settings, way, CURVE), lines);
            if (way.normalization == 0) {
                List<double[]> engine = curves.where("judged", way.name).rows().stream()
                        .map(row -> new double[] {(Double) row.get(1), (Double) row.get(3)})
                        .toList();
                draw(way.name + ", engine", Mark.POINTS, engine, points);
            }
        }
        lines.addAll(points);
        return new Figure.Lines(
                "plateau",
                "Half of the episodes of " + settings.count(HORIZON) + " succeed after "
                        + rounded(experience(settings, NONE.rule(settings), HALF)) + " decisions without a critic, "
                        + rounded(experience(settings, EXPERT.rule(settings), HALF)) + " with an expert's",
                "Lines are quadrature, points the engine. Without a critic success stays on a plateau and then jumps.",
                Axis.logarithmic("experience of one environment", "decisions"),
                Axis.linear("success of whole episodes", "share"),
                lines);
    }

    /** Points of experience and success, from one decision on. */
    private static void draw(String name, Mark mark, List<double[]> curve, List<Series> series) {
        double[][] drawn = curve.stream().filter(point -> point[0] >= 1).toArray(double[][]::new);
        if (drawn.length > 0) {
            double[] x = Arrays.stream(drawn).mapToDouble(point -> point[0]).toArray();
            double[] y = Arrays.stream(drawn).mapToDouble(point -> point[1]).toArray();
            series.add(Series.of(name, mark, x, y));
        }
    }

    private static Figure plateauFigure(StudySettings settings, StudyTable plateau) {
        Curves curves = Curves.percent();
        for (double normalization : new double[] {0, 1}) {
            String name = normalization == 0 ? "advantages as they are" : "advantages normalised";
            StudyTable kind = plateau.where("advantageNormalization", normalization);
            curves.add(name, normalization == 0 ? Mark.LINE : Mark.DASHES, kind, "critic", "publicGain");
        }
        return new Figure.Lines(
                "public-gain",
                "A lab gains " + publicGain(plateau, 0) + " public points without a critic, "
                        + publicGain(plateau, CRITICS.length - 1) + " with an expert's",
                "The same compute buys next to nothing where the reward waits for the end."
                        + Words.whiskers(settings.count(REPLICATES), "labs"),
                Axis.linear("weight of the critic", ""),
                Axis.linear("gain of the public score", "points"),
                curves.series());
    }

    private static String finding(StudySettings settings, StudyTable plateau, LearnedCritic sampled) {
        double target = settings.get(TARGET);
        return String.format(
                Locale.ROOT,
                "A learner that does %s of single decisions right needs %s decisions of experience without a critic until %s of its"
                        + " episodes of %s succeed, %s with its own value, which only ends lost episodes early, %s with normalised"
                        + " advantages and %s with an expert's value; %s; a lab of the default world that trains on such episodes"
                        + " gains %s public points without a critic and %s with an expert's.",
                Words.percent(FirstOrder.success(settings.get(COMPETENCE))),
                rounded(experience(settings, NONE.rule(settings), target)),
                Words.percent(target),
                Words.count(settings.count(HORIZON), "decision"),
                rounded(experience(settings, OWN.rule(settings), target)),
                rounded(experience(settings, NORMALISED.rule(settings), target)),
                rounded(experience(settings, EXPERT.rule(settings), target)),
                sampled.text(),
                publicGain(plateau, 0),
                publicGain(plateau, CRITICS.length - 1));
    }

    private static String publicGain(StudyTable plateau, int row) {
        return plateau.estimate("publicGain", row).points();
    }

    static String rounded(double experience) {
        return Words.number(experience < 1e9 ? StrictMath.rint(experience) : experience);
    }
}
