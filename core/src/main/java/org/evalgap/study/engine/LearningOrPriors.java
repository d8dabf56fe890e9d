package org.evalgap.study.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.measure.Score;
import org.evalgap.study.closedform.FirstOrder;
import org.evalgap.study.closedform.PerfectBreadth;
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
import org.evalgap.study.frame.Words;

/** Whether people learn better, or bring better priors: what young skills and shifted, noisier tasks say. */
final class LearningOrPriors implements Study {
    static final StudyParameter BREADTH = StudyParameter.in(
            "breadth", 1, 0.1, 100, "distance", "breadth of the plain learner, and of the one with a prior");
    static final StudyParameter BETTER =
            StudyParameter.in("better", 2, 1, 100, "", "breadth of the better learner over that of the plain one");
    static final StudyParameter PRIOR = StudyParameter.in(
            "prior", 2, 0, 10, "logits", "head start in every task of a skill that evolution has known");
    static final StudyParameter CARRY =
            StudyParameter.in("carry", 0, 0, 1, "share", "share of the prior that reaches a young skill too");
    static final StudyParameter MEMORIZATION = StudyParameter.of(Parameter.MEMORIZATION);
    static final StudyParameter DIMENSION =
            StudyParameter.whole("dimension", 4, 1, 32, "axes", "number of skills a task can ask for");
    static final StudyParameter LEVEL =
            StudyParameter.in("level", 0.85, 0.55, 0.99, "", "success on tasks of the trained kind that is aimed at");
    static final StudyParameter SHIFT =
            StudyParameter.in("shift", 1.5, 0, 20, "distance", "how far shifted tasks lie from those trained on");
    static final StudyParameter NOISE = StudyParameter.in(
            "noise", 0.5, 0, 20, "distance", "standard deviation per axis of what noise adds to a shifted task");
    static final StudyParameter ENVIRONMENTS =
            StudyParameter.whole("environments", 256, 1, 1024, "environments", "environments trained on");
    static final StudyParameter REPLICATES =
            StudyParameter.whole("replicates", 24, 2, 10_000, "", "worlds simulated, the same ones for all learners");

    private static final double[] BUDGETS = Grid.geometric(1, 1 << 20, 21);
    private static final int QUICK = 8;

    /** Learner and skill. */
    private enum Pupil {
        PLAIN("plain learner"),
        PRIOR_OLD("prior, old skill"),
        PRIOR_YOUNG("prior, young skill"),
        BETTER("better learner");

        private final String label;

        Pupil(String label) {
            this.label = label;
        }
    }

    @Override
    public String name() {
        return "learning-or-priors";
    }

    @Override
    public List<StudyParameter> parameters() {
        return List.of(
                BREADTH, BETTER, PRIOR, CARRY, MEMORIZATION, DIMENSION, LEVEL, SHIFT, NOISE, ENVIRONMENTS, REPLICATES);
    }

    @Override
    public StudyResult measure(StudySettings settings, long seed) {
        Ensemble ensemble = Ensemble.of(Simulator.ofScores(), family(settings), seed, settings.count(REPLICATES));
        StudyTable learners = learnerTable(settings, ensemble);
        StudyTable budgets = budgetTable(ensemble);
        return new StudyResult(
                this,
                settings,
                seed,
                List.of(learners, budgets),
                List.of(needFigure(settings, ensemble, budgets), shiftFigure(settings, ensemble)),
                finding(settings, ensemble));
    }

    @Override
    public Claim claim(StudySettings settings, long seed) {
        int replicates = Math.min(QUICK, settings.count(REPLICATES));
        return new Claim(
                "the prior looks the more robust in an old skill and better learning in a young one",
                PRIOR,
                0,
                10,
                replicates,
                s -> {
                    Ensemble e = Ensemble.of(Simulator.ofScores(), family(s), seed, replicates);
                    double better = robustness(s, e, Pupil.BETTER);
                    return Math.min(
                            robustness(s, e, Pupil.PRIOR_OLD) - better, better - robustness(s, e, Pupil.PRIOR_YOUNG));
                });
    }

    /** Success on shifted tasks where the trained kind is done well; no number if the grid ends before. */
    private static double robustness(StudySettings settings, Ensemble ensemble, Pupil pupil) {
        return shiftedAtLevel(settings, ensemble, pupil).map(Estimate::value).orElse(Double.NaN);
    }

    static Scenario scenario(StudySettings settings, double breadth, double headStart, double budget) {
        double noise = settings.get(NOISE);
        // The eval stands for the shifted, noisier tasks; nobody takes inspiration from it, and designers imagine work
        // as it is.
        return Scenario.withDefaults()
                .withDimension(settings.count(DIMENSION))
                .withMemorization(settings.get(MEMORIZATION))
                .withInspiration(0)
                .withDesignerBias(0)
                .withShift(settings.get(SHIFT))
                .withEvalSpread(Math.sqrt(1 + noise * noise))
                .withPublicItems(100)
                .withFreshItems(500)
                .withWorkTasks(500)
                .withEnvironments(settings.count(ENVIRONMENTS))
                .withBreadth(breadth)
                .withCompetence(headStart)
                .withBudget(budget);
    }

    private static double breadth(StudySettings settings, Pupil pupil) {
        return settings.get(BREADTH) * (pupil == Pupil.BETTER ? settings.get(BETTER) : 1);
    }

    private static double headStart(StudySettings settings, Pupil pupil) {
        return switch (pupil) {
            case PRIOR_OLD -> settings.get(PRIOR);
            case PRIOR_YOUNG -> settings.get(PRIOR) * settings.get(CARRY);
            default -> 0;
        };
    }

    private static List<Scenario> family(StudySettings settings) {
        List<Scenario> family = new ArrayList<>();
        for (Pupil pupil : Pupil.values()) {
            for (double budget : BUDGETS) {
                family.add(scenario(settings, breadth(settings, pupil), headStart(settings, pupil), budget));
            }
        }
        return family;
    }

    private static int member(Pupil pupil, int budget) {
        return pupil.ordinal() * BUDGETS.length + budget;
    }

    private static Estimate[] scores(Ensemble ensemble, Pupil pupil, Score score) {
        Estimate[] scores = new Estimate[BUDGETS.length];
        for (int j = 0; j < scores.length; j++) {
            scores[j] = ensemble.of(member(pupil, j), score.after());
        }
        return scores;
    }

    /** The training at which success on the trained kind first reaches the level. */
    private static Optional<Estimate> need(StudySettings settings, Ensemble ensemble, Pupil pupil) {
        return Crossing.inRatios(BUDGETS, scores(ensemble, pupil, Score.WORK), settings.get(LEVEL));
    }

    /** Success on shifted tasks at a training between two of the grid's, by a straight line over its logarithm. */
    private static Estimate shifted(Ensemble ensemble, Pupil pupil, double training) {
        int above = 1;
        while (above < BUDGETS.length - 1 && BUDGETS[above] < training) {
            above++;
        }
        double share = Math.max(
                0, StrictMath.log(training / BUDGETS[above - 1]) / StrictMath.log(BUDGETS[above] / BUDGETS[above - 1]));
        int member = member(pupil, above);
        return ensemble.over(
                v -> (1 - share) * v[member - 1].get(Score.FRESH.after()) + share * v[member].get(Score.FRESH.after()));
    }

    private static Optional<Estimate> shiftedAtLevel(StudySettings settings, Ensemble ensemble, Pupil pupil) {
        return need(settings, ensemble, pupil).map(n -> shifted(ensemble, pupil, n.value()));
    }

    private static double before(StudySettings settings, Pupil pupil) {
        return new PerfectBreadth(scenario(settings, 1, headStart(settings, pupil), 1)).score(0);
    }

    /** The share of the first gain that is kept under shift and noise: a ratio of mean kernels. */
    static double firstOrderKept(StudySettings settings, double breadth) {
        FirstOrder first = new FirstOrder(scenario(settings, breadth, 0, 1));
        double noise = settings.get(NOISE);
        return first.meanKernel(2 + noise * noise, settings.get(SHIFT)) / first.meanKernel(2, 0);
    }

    private static StudyTable learnerTable(StudySettings settings, Ensemble ensemble) {
        StudyTable.Builder table = StudyTable.named(
                        "learners",
                        "Training to " + Words.percent(settings.get(LEVEL))
                                + " on tasks of the trained kind, and success then on shifted, noisier ones; empty where the grid ends before."
                                + " The last column is what unlimited breadth would need")
                .columns("learner", "breadth")
                .column("headStart", "logits")
                .columns("before")
                .estimate("training", "decisions")
                .estimates("shifted")
                .columns("firstOrderKept")
                .column("unlimitedBreadth", "decisions");
        for (Pupil pupil : Pupil.values()) {
            double breadth = breadth(settings, pupil);
            double head = headStart(settings, pupil);
            table.row(
                    pupil.label,
                    breadth,
                    head,
                    before(settings, pupil),
                    need(settings, ensemble, pupil),
                    shiftedAtLevel(settings, ensemble, pupil),
                    firstOrderKept(settings, breadth),
                    new PerfectBreadth(scenario(settings, 1, head, 1)).budgetFor(settings.get(LEVEL)));
        }
        return table.build();
    }

    private static StudyTable budgetTable(Ensemble ensemble) {
        StudyTable.Builder table = StudyTable.named(
                        "training", "Success on tasks of the trained kind, and on shifted, noisier ones, by training")
                .columns("learner")
                .column("training", "decisions")
                .estimates("trainedKind", "shifted");
        for (Pupil pupil : Pupil.values()) {
            for (int j = 0; j < BUDGETS.length; j++) {
                int member = member(pupil, j);
                table.row(
                        pupil.label,
                        BUDGETS[j],
                        ensemble.of(member, Score.WORK.after()),
                        ensemble.of(member, Score.FRESH.after()));
            }
        }
        return table.build();
    }

    private static Figure needFigure(StudySettings settings, Ensemble ensemble, StudyTable budgets) {
        Curves curves = Curves.percent();
        for (Pupil pupil : Pupil.values()) {
            Mark mark = pupil == Pupil.PRIOR_YOUNG ? Mark.DASHES : Mark.LINE;
            curves.add(pupil.label, mark, budgets.where("learner", pupil.label), "training", "trainedKind");
        }
        curves.level("level aimed at", settings.get(LEVEL), BUDGETS[0], BUDGETS[BUDGETS.length - 1]);
        return new Figure.Lines(
                "training",
                "A young skill to " + Words.percent(settings.get(LEVEL)) + ": "
                        + decisions(need(settings, ensemble, Pupil.BETTER)) + " decisions by better learning, "
                        + decisions(need(settings, ensemble, Pupil.PRIOR_YOUNG)) + " with the prior",
                "Success on tasks of the trained kind by training, in decisions. The prior lifts an old skill from the start and a"
                        + " young one only as far as it carries (broken, on the plain learner's where it does not)."
                        + Words.whiskers(settings.count(REPLICATES), "worlds"),
                Axis.logarithmic("training", "decisions"),
                Axis.linear("success on tasks of the trained kind", "%"),
                curves.series());
    }

    private static Figure shiftFigure(StudySettings settings, Ensemble ensemble) {
        List<String> groups = new ArrayList<>();
        List<Estimate> trained = new ArrayList<>();
        List<Estimate> shifted = new ArrayList<>();
        for (Pupil pupil : Pupil.values()) {
            groups.add(pupil.label);
            trained.add(new Estimate(Math.max(settings.get(LEVEL), before(settings, pupil)), 0));
            shifted.add(shiftedAtLevel(settings, ensemble, pupil).orElse(new Estimate(before(settings, pupil), 0)));
        }
        return new Figure.Bars(
                "robustness",
                "Robust in a young skill: " + percent(shiftedAtLevel(settings, ensemble, Pupil.BETTER))
                        + " of shifted tasks by better learning, "
                        + percent(shiftedAtLevel(settings, ensemble, Pupil.PRIOR_YOUNG))
                        + " with the prior",
                "Every learner is trained until it does the trained kind of task equally well, and meets shifted, noisier ones then."
                        + Words.whiskers(settings.count(REPLICATES), "worlds"),
                Axis.linear("", ""),
                Axis.linear("success", "%"),
                groups,
                List.of(Curves.bars("trained kind", 100, trained), Curves.bars("shifted and noisier", 100, shifted)));
    }

    private static String decisions(Optional<Estimate> need) {
        return need.isPresent() ? Words.number(StrictMath.rint(need.get().value())) : "more than the grid holds";
    }

    private static String percent(Optional<Estimate> score) {
        return score.isPresent() ? Words.percent(score.get().value()) : "unknown";
    }

    private static String needed(Optional<Estimate> need) {
        return need.isPresent() ? need.get().text() : "more than " + Words.number(BUDGETS[BUDGETS.length - 1]);
    }

    private static String shiftedText(Optional<Estimate> score) {
        return score.isPresent() ? score.get().points() + " %" : "nobody knows what share";
    }

    private static String finding(StudySettings settings, Ensemble ensemble) {
        return String.format(
                Locale.ROOT,
                "To do %s of the tasks of an old skill a learner with a prior of %s logits needs %s decisions of training, a better learner,"
                        + " of %s × the breadth, %s, and a plain one %s; in a young skill, which %s of the prior reaches, the learner with"
                        + " the prior needs %s, and the better one as many as before; of shifted, noisier tasks the better learner then does"
                        + " %s, the one with the prior %s in the old skill and %s in the young.",
                Words.percent(settings.get(LEVEL)),
                Words.number(settings.get(PRIOR)),
                needed(need(settings, ensemble, Pupil.PRIOR_OLD)),
                Words.number(settings.get(BETTER)),
                needed(need(settings, ensemble, Pupil.BETTER)),
                needed(need(settings, ensemble, Pupil.PLAIN)),
                settings.get(CARRY) == 0 ? "nothing" : Words.percent(settings.get(CARRY)),
                needed(need(settings, ensemble, Pupil.PRIOR_YOUNG)),
                shiftedText(shiftedAtLevel(settings, ensemble, Pupil.BETTER)),
                shiftedText(shiftedAtLevel(settings, ensemble, Pupil.PRIOR_OLD)),
                shiftedText(shiftedAtLevel(settings, ensemble, Pupil.PRIOR_YOUNG)));
    }
}
