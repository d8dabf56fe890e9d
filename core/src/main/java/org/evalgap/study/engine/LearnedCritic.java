package org.evalgap.study.engine;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.study.closedform.EpisodeTime;
import org.evalgap.study.closedform.FirstOrder;
import org.evalgap.study.engine.SampledCritic.Judge;
import org.evalgap.study.engine.SampledCritic.Spent;
import org.evalgap.study.frame.Curves;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Figure.Axis;
import org.evalgap.study.frame.Figure.Mark;
import org.evalgap.study.frame.Grid;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.evalgap.study.frame.Words;

/**
 * What a critic costs that is learned beside the policy, from sampled episodes: medians over learners, at one step for all and at each
 * kind's best.
 *
 * @param settings the study's
 * @param steps by kind and step
 * @param judges by kind: at equal step, and at the best one
 */
record LearnedCritic(StudySettings settings, StudyTable steps, StudyTable judges) {
    private static final int BATCH = 16;
    private static final double[] STEPS = Grid.geometric(2.5, 2560, 11);

    /** Median flow and median decisions. */
    private static Spent median(StudySettings settings, Judge judge, double step, long seed) {
        SampledCritic learner = new SampledCritic(
                settings.get(ValueFunction.COMPETENCE),
                settings.count(ValueFunction.SAMPLED_HORIZON),
                settings.get(ValueFunction.TARGET),
                BATCH);
        Spent[] spent = IntStream.range(0, settings.count(ValueFunction.TRIALS))
                .parallel()
                .mapToObj(
                        i -> learner.until(judge, step, RandomStream.of(seed, i, Purpose.STUDY, 9, 0, judge.ordinal())))
                .toArray(Spent[]::new);
        return new Spent(
                median(Arrays.stream(spent).mapToDouble(Spent::flow).toArray()),
                median(Arrays.stream(spent).mapToDouble(Spent::decisions).toArray()));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int n = values.length;
        return 0.5 * (values[(n - 1) / 2] + values[n / 2]);
    }

    static LearnedCritic of(StudySettings settings, long seed) {
        StudyTable.Builder steps = StudyTable.named(
                        "steps",
                        "Learning from sampled episodes in batches of " + BATCH
                                + ", by step: medians over learners; empty where most" + " do not arrive")
                .columns("judged")
                .column("step", "decisions")
                .column("flow", "decisions")
                .column("decisions", "decisions");
        StudyTable.Builder judges = StudyTable.named(
                        "judges",
                        "The same at equal step, in units of the flow, and at each kind's best step, in decisions really made")
                .columns("judged")
                .column("flowAtEqualStep", "decisions")
                .column("bestStep", "decisions")
                .column("decisionsAtBestStep", "decisions");
        for (Judge judge : Judge.values()) {
            double best = Double.POSITIVE_INFINITY;
            double at = Double.NaN;
            for (double step : STEPS) {
                Spent spent = median(settings, judge, step, seed);
                steps.row(judge.label(), step, cell(spent.flow()), cell(spent.decisions()));
                if (spent.decisions() < best) {
                    best = spent.decisions();
                    at = step;
                }
            }
            double equal = median(settings, judge, settings.get(ValueFunction.STEP), seed)
                    .flow();
            judges.row(judge.label(), cell(equal), Double.isNaN(at) ? "" : (Object) at, cell(best));
        }
        return new LearnedCritic(settings, steps.build(), judges.build());
    }

    private static Object cell(double value) {
        return value <= Double.MAX_VALUE ? (Object) value : "";
    }

    private String told(Judge judge, String column) {
        Object value = judges.column(column).get(judge.ordinal());
        return value instanceof Double v ? ValueFunction.rounded(v) : "more than were tried";
    }

    /** Median decisions at the best step: 59.5 stays 59.5. */
    private String atBest(Judge judge) {
        Object value = judges.column("decisionsAtBestStep").get(judge.ordinal());
        return value instanceof Double v ? Words.number(v) : "more than were tried";
    }

    private String bestStep(Judge judge) {
        return judges.column("bestStep").get(judge.ordinal()) instanceof Double step
                ? " (" + ValueFunction.rounded(step) + ")"
                : "";
    }

    /** A clause of the finding. */
    String text() {
        return String.format(
                Locale.ROOT,
                "in sampled episodes of %d a value that is learned from nothing costs %s decisions of the flow and no value %s if both take"
                        + " one step of %s, but %s decisions and %s if each takes its best, since both then wait for one success, in the median"
                        + " %s, and lost episodes end early with a value (by formula %s decisions and %s); the policy's own value, given"
                        + " exactly, takes %s at its best step%s, an expert's %s%s",
                settings.count(ValueFunction.SAMPLED_HORIZON),
                told(Judge.LEARNED, "flowAtEqualStep"),
                told(Judge.NONE, "flowAtEqualStep"),
                ValueFunction.rounded(settings.get(ValueFunction.STEP)),
                told(Judge.LEARNED, "decisionsAtBestStep"),
                told(Judge.NONE, "decisionsAtBestStep"),
                batches(),
                ValueFunction.rounded(untilFirstSuccess(settings, sampledHorizon(), true)),
                ValueFunction.rounded(untilFirstSuccess(settings, sampledHorizon(), false)),
                atBest(Judge.OWN),
                bestStep(Judge.OWN),
                atBest(Judge.EXPERT),
                bestStep(Judge.EXPERT));
    }

    private int sampledHorizon() {
        return settings.count(ValueFunction.SAMPLED_HORIZON);
    }

    private String batches() {
        double batches = medianBatches(settings, sampledHorizon());
        return ValueFunction.rounded(batches) + (batches == 1 ? " batch of " : " batches of ") + BATCH;
    }

    /** q^H before anything was learned. */
    private static double untrained(StudySettings settings, int horizon) {
        return EpisodeTime.success(settings.get(ValueFunction.COMPETENCE), horizon);
    }

    /** The median number of batches up to the first one with a success in it: ⌈ln 2/(−16 ln(1 − q^H))⌉. */
    static double medianBatches(StudySettings settings, int horizon) {
        double lost = -BATCH * StrictMath.log1p(-untrained(settings, horizon));
        return Math.max(1, Math.ceil(StrictMath.log(2) / lost));
    }

    /**
     * Median decisions until the first success, which is all that a learner with a long step needs: H an episode, or (1 − q^H)/(1 − q)
     * where lost episodes end early.
     */
    static double untilFirstSuccess(StudySettings settings, int horizon, boolean early) {
        double wrong = 1 - FirstOrder.success(settings.get(ValueFunction.COMPETENCE));
        double episode = early ? (1 - untrained(settings, horizon)) / wrong : horizon;
        return medianBatches(settings, horizon) * BATCH * episode;
    }

    /** The same at several horizons; nothing where the target is met before, or never. */
    static StudyTable firstSuccesses(StudySettings settings, int[] horizons) {
        StudyTable.Builder table = StudyTable.named(
                        "first-successes",
                        "Decisions until the first success in batches of " + BATCH
                                + ", in the median: what a learner costs at its best step, by formula")
                .column("horizon", "decisions")
                .column("withoutValue", "decisions")
                .column("learnedValue", "decisions");
        for (int horizon : horizons) {
            boolean idle = untrained(settings, horizon) >= settings.get(ValueFunction.TARGET);
            table.row(
                    horizon,
                    idle ? (Object) 0.0 : ValueFunction.finite(untilFirstSuccess(settings, horizon, false)),
                    idle ? (Object) 0.0 : ValueFunction.finite(untilFirstSuccess(settings, horizon, true)));
        }
        return table.build();
    }

    /** Nothing if nobody has to learn, or nobody arrives. */
    Optional<Figure> figure() {
        Curves curves = Curves.logarithmic();
        for (Judge judge : Judge.values()) {
            curves.add(
                    judge.label(),
                    judge == Judge.HOPEFUL ? Mark.DASHES : Mark.LINE,
                    steps.where("judged", judge.label()),
                    "step",
                    "decisions");
        }
        if (curves.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Figure.Lines(
                "learned-critic",
                "At its best step a learned value takes " + atBest(Judge.LEARNED) + " decisions, no value "
                        + atBest(Judge.NONE) + ", the policy's own, given, " + atBest(Judge.OWN),
                "Decisions made until the target, episodes of " + settings.count(ValueFunction.SAMPLED_HORIZON)
                        + ", by the step of an update: medians of sampled learners. Where a line ends, most do not arrive.",
                Axis.logarithmic("step of an update", "decisions"),
                Axis.logarithmic("decisions made until the target", "decisions"),
                curves.series()));
    }
}
