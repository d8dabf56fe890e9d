package org.evalgap;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.evalgap.Outcome.CurvePoint;
import org.evalgap.Scorecard.Corrections;
import org.evalgap.environment.DesignBrief;
import org.evalgap.environment.EnvironmentSheet;
import org.evalgap.internal.kernel.Points;
import org.evalgap.internal.kernel.Scoring;
import org.evalgap.learner.Trainer;
import org.evalgap.measure.Measure;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.task.TaskDraw;
import org.jspecify.annotations.Nullable;

/**
 * Simulates scenarios with the buffers of one thread. Consecutive scenarios share the work of every {@link Stage} in which
 * they agree; an outcome is bit for bit what it would be alone.
 */
final class Engine {
    /** Fresh environments on which generalisation is measured. */
    private static final int FRESH_ENVIRONMENTS = 500;

    /** Parts into which training time is divided for the trajectory, in each round. */
    private static final int PARTS = 64;

    /** The candidate whose streams fresh environments are drawn from: beyond all candidates that can be. */
    private static final int FRESH_DESIGN = 0xFFFF;

    private final Set<MeasureGroup> groups;
    private final Scoring scoring = new Scoring();
    private final TaskDraw draw = new TaskDraw();
    private final Panel publicItems = new Panel(scoring);
    private final Panel freshItems = new Panel(scoring);
    private final Panel work = new Panel(scoring);
    private final Panel freshEnvironments = new Panel(scoring);
    private final Scorecard scorecard;
    private final Lab lab = new Lab();
    private final Points kept = new Points();
    private final DesignBrief brief = new DesignBrief();
    private final Underway underway = new Underway();

    private double[] success = new double[0];
    private double[] responses = success;
    private double[] bestWeights = success;

    private @Nullable Scenario drawn;
    private @Nullable Scenario designed;
    private @Nullable Scenario related;
    private long seed;
    private long replicate;

    Engine(Set<MeasureGroup> groups) {
        this.groups = groups.isEmpty() ? EnumSet.noneOf(MeasureGroup.class) : EnumSet.copyOf(groups);
        this.scorecard = new Scorecard(publicItems, freshItems, work, groups.contains(MeasureGroup.SCORES));
    }

    /** Simulates scenarios in order, one replicate of each. */
    void run(Scenario[] scenarios, int count, long newSeed, long newReplicate, Outcome[] out) {
        if (newSeed != seed || newReplicate != replicate) {
            drawn = null;
        }
        seed = newSeed;
        replicate = newReplicate;
        int start = 0;
        while (start < count) {
            Scenario first = scenarios[start].requireConsistent();
            drawTasks(first);
            int end = start + 1;
            if (isPlain(first)) {
                while (end < count && isPlain(scenarios[end]) && trainsTogether(first, scenarios[end])) {
                    end++;
                }
                together(scenarios, start, end, out);
            } else {
                out[start] = research(first);
            }
            start = end;
        }
    }

    /** One round, one candidate, nobody watching underway. */
    private boolean isPlain(Scenario s) {
        return s.rounds() == 1 && s.candidates() == 1 && !groups.contains(MeasureGroup.TRAJECTORY);
    }

    static boolean trainsTogether(Scenario a, Scenario b) {
        return a.sharesWith(b, Stage.KERNEL) && a.trainer() == b.trainer() && !looks(a);
    }

    private void drawTasks(Scenario s) {
        if (drawn != null && drawn.sharesWith(s, Stage.TASKS)) {
            return;
        }
        draw.drawEval(
                s.world().eval(),
                seed,
                replicate,
                s.publicItems(),
                s.freshItems(),
                publicItems.tasks,
                freshItems.tasks);
        draw.drawWork(s.world().work(), seed, replicate, s.workTasks(), work.tasks);
        drawn = s;
        designed = null;
        related = null;
    }

    /** Trains and scores scenarios [start, end), which agree up to the kernel. */
    private void together(Scenario[] scenarios, int start, int end, Outcome[] out) {
        Scenario first = scenarios[start];
        int sides = end - start;
        lab.reserve(sides, first.environments());
        designOnce(first);
        relateOnce(first);
        boolean forgetting = false;
        for (int r = 0; r < sides; r++) {
            Scenario s = scenarios[start + r];
            lab.enrol(s, r, 0, s.budget() / 1 / s.environments());
            lab.precision(s, r);
            lab.problem(r).at(seed, replicate, 0, 0);
            forgetting |= s.narrowing() != 0;
        }
        lab.trainTogether(first, sides);
        learn(first, lab.weights(), sides, forgetting);
        for (int r = 0; r < sides; r++) {
            out[start + r] = conclude(scenarios[start + r], r, r, 0, 0, List.of(), List.of());
        }
    }

    private void designOnce(Scenario s) {
        if (designed != null && designed.sharesWith(s, Stage.ENVIRONMENTS) && !looks(s)) {
            return;
        }
        lab.open(s.environments(), s.dimension());
        lookAtSuccess(s, 0, 0);
        lab.design(s, brief(s).at(0, 0), 0, s.environments());
        designed = s;
        related = null;
    }

    private void relateOnce(Scenario s) {
        if (related == null || !related.sharesWith(s, Stage.KERNEL)) {
            lab.fillGram(s, 0);
            related = s;
        }
    }

    private DesignBrief brief(Scenario s) {
        reserveSuccess(s);
        return brief.open(
                publicItems.tasks,
                success,
                s.world().designer(),
                s.inspiration(),
                s.departure(),
                s.errorFocus(),
                seed,
                replicate);
    }

    private void reserveSuccess(Scenario s) {
        if (success.length < s.publicItems()) {
            success = new double[s.publicItems()];
        }
    }

    private static boolean looks(Scenario s) {
        return s.environmentDesigner().looksAtSuccess(s.inspiration(), s.errorFocus());
    }

    /** Writes down how the learner of a side does on public items; before the first round there are no gains. */
    private void lookAtSuccess(Scenario s, int round, int side) {
        if (looks(s)) {
            reserveSuccess(s);
            double[] q = round == 0 ? publicItems.before(s.competence()) : publicItems.after(s.competence(), side);
            publicItems.success(q, s.evalHorizon(), s.guessRate(), success);
        }
    }

    private void learn(Scenario s, double[][] weights, int sides, boolean forgetting) {
        publicItems.learn(lab.environments, s.kernel(), weights, sides, forgetting);
        freshItems.learn(lab.environments, s.kernel(), weights, sides, forgetting);
        work.learn(lab.environments, s.kernel(), weights, sides, forgetting);
    }

    /** Rounds of research: look, build, train candidates, keep the best report. */
    private Outcome research(Scenario s) {
        designed = null;
        related = null;
        int rounds = s.rounds();
        lab.reserve(1, s.environments());
        lab.open(s.environments(), s.dimension());
        kept.resize(s.environments(), s.dimension());
        if (bestWeights.length < s.environments()) {
            bestWeights = new double[s.environments()];
        }
        List<CurvePoint> ends = new ArrayList<>();
        List<CurvePoint> curve = new ArrayList<>();
        int best = 0;
        for (int r = 0; r < rounds; r++) {
            int from = (int) ((long) s.environments() * r / rounds);
            int to = (int) ((long) s.environments() * (r + 1) / rounds);
            lookAtSuccess(s, r, underway.last());
            best = trainCandidates(s, r, from, to);
            learnUnderway(s);
            record(s, r, ends, curve);
        }
        return conclude(s, 0, underway.last(), rounds - 1, best, rounds == 1 ? List.of() : ends, curve);
    }

    /** Trains the candidates of a round and leaves the kept one in the lab; returns which it is. */
    private int trainCandidates(Scenario s, int round, int from, int to) {
        int best = 0;
        double bestReport = Double.NEGATIVE_INFINITY;
        System.arraycopy(lab.weights()[0], 0, bestWeights, 0, from);
        double[] before = java.util.Arrays.copyOf(bestWeights, from);
        for (int c = 0; c < s.candidates(); c++) {
            System.arraycopy(before, 0, lab.weights()[0], 0, from);
            trainCandidate(s, round, c, from, to);
            double report = s.candidates() == 1 ? 0 : reportOfCandidate(s, round, c);
            if (report > bestReport) {
                best = c;
                bestReport = report;
                underway.keep();
                kept.copy(lab.environments, from, to);
                System.arraycopy(lab.weights()[0], 0, bestWeights, 0, to);
            }
        }
        if (best != s.candidates() - 1) {
            lab.restore(s, kept, bestWeights, from);
        }
        return best;
    }

    private void trainCandidate(Scenario s, int round, int candidate, int from, int to) {
        lab.design(s, brief(s).at(round, candidate), from, to);
        lab.fillGram(s, from);
        lab.enrol(s, 0, from, s.budget() / s.rounds() / to);
        lab.precision(s, 0);
        lab.problem(0).at(seed, replicate, round, candidate);
        underway.open(groups.contains(MeasureGroup.TRAJECTORY) ? PARTS : 0, to);
        lab.train(s, 0, underway);
        underway.close(lab.weights()[0]);
    }

    private double reportOfCandidate(Scenario s, int round, int candidate) {
        double[] w = lab.weights()[0];
        publicItems.learn(lab.environments, s.kernel(), lab.weights(), 1, s.narrowing() != 0);
        publicItems.forget(0, s.breadth(), s.narrowing() * divergenceIfForgetting(s, w));
        publicItems.addFormat(0, lab.formatShare(s, w));
        return report(s, publicItems.after(s.competence(), 0), round, candidate);
    }

    private double divergenceIfForgetting(Scenario s, double[] w) {
        return s.narrowing() == 0 ? 0 : lab.divergence(0, w);
    }

    /** The public score with response noise: Σ Binomial(attempts, p_i) / attempts / n. */
    private double report(Scenario s, double[] q, int round, int candidate) {
        int n = publicItems.tasks.size();
        if (responses.length < n) {
            responses = new double[n];
        }
        publicItems.success(q, s.evalHorizon(), s.guessRate(), responses);
        RandomStream stream = RandomStream.of(seed, replicate, Purpose.RESPONSE, round, candidate, 0);
        int attempts = s.attempts();
        long right = 0;
        for (int i = 0; i < n; i++) {
            for (int a = 0; a < attempts; a++) {
                right += stream.uniform((long) i * attempts + a) < responses[i] ? 1 : 0;
            }
        }
        return (double) right / attempts / n;
    }

    private void learnUnderway(Scenario s) {
        learn(s, underway.weights(), underway.sides(), s.narrowing() != 0);
    }

    /** Scores a round's end, and what was underway; the panels' last side is corrected only when it is concluded or looked at. */
    private void record(Scenario s, int round, List<CurvePoint> ends, List<CurvePoint> curve) {
        int rounds = s.rounds();
        if (curve.isEmpty() && groups.contains(MeasureGroup.TRAJECTORY)) {
            curve.add(start(s));
        }
        for (int k = 0; k < underway.last(); k++) {
            curve.add(point(s, k, (round + (k + 1.0) / PARTS) / rounds));
        }
        if (round < rounds - 1) {
            CurvePoint end = point(s, underway.last(), (round + 1.0) / rounds);
            ends.add(end);
            if (!curve.isEmpty()) {
                curve.add(end);
            }
        }
    }

    private CurvePoint start(Scenario s) {
        double onPublic = publicItems.score(publicItems.before(s.competence()), s.evalHorizon(), s.guessRate());
        double onFresh = freshItems.score(freshItems.before(s.competence()), s.evalHorizon(), s.guessRate());
        double[] q = work.before(s.competence());
        return new CurvePoint(
                0, onPublic, onFresh, work.score(q, s.evalHorizon(), 0), work.score(q, s.workHorizon(), 0), 0);
    }

    private CurvePoint point(Scenario s, int side, double time) {
        double[] w = underway.weights()[side];
        double divergence = lab.divergence(0, w);
        Corrections corrections = new Corrections(s.narrowing() * divergence, lab.formatShare(s, w));
        return scorecard.point(s, side, corrections, time, divergence);
    }

    /** Measures the learner of a training side, whose gains are a side of the panels. */
    private Outcome conclude(
            Scenario s,
            int trained,
            int side,
            int round,
            int candidate,
            List<CurvePoint> ends,
            List<CurvePoint> curve) {
        double[] values = new double[Measure.count()];
        double[] w = lab.weights()[trained];
        double divergence = lab.divergence(trained, w);
        Corrections corrections = new Corrections(s.narrowing() * divergence, lab.formatShare(s, w));
        scorecard.fill(s, side, corrections, divergence, values);
        values[Measure.REPORTED_SCORE.ordinal()] = report(s, publicItems.after(s.competence(), side), round, candidate);
        generalize(s, trained, round, corrections, values);
        if (!ends.isEmpty() || !curve.isEmpty()) {
            CurvePoint last = last(values, divergence);
            if (!ends.isEmpty()) {
                ends.add(last);
            }
            if (!curve.isEmpty()) {
                curve.add(last);
            }
        }
        peak(curve, values);
        return new Outcome(values, List.copyOf(ends), List.copyOf(curve));
    }

    private static CurvePoint last(double[] values, double divergence) {
        return new CurvePoint(
                1,
                values[Measure.PUBLIC_SCORE.ordinal()],
                values[Measure.FRESH_SCORE.ordinal()],
                values[Measure.WORK_SCORE.ordinal()],
                values[Measure.IMPACT_SCORE.ordinal()],
                divergence);
    }

    private static void peak(List<CurvePoint> curve, double[] values) {
        double time = Double.NaN;
        double highest = Double.NaN;
        for (CurvePoint point : curve) {
            if (!(point.workScore() <= highest)) {
                highest = point.workScore();
                time = point.time();
            }
        }
        values[Measure.PEAK_TIME.ordinal()] = time;
        values[Measure.OVEROPTIMIZATION.ordinal()] = highest - values[Measure.WORK_SCORE.ordinal()];
    }

    /** Success on the environments and on fresh ones of the same design; public items and what the designer saw are the same. */
    private void generalize(Scenario s, int trained, int round, Corrections corrections, double[] values) {
        double success = Double.NaN;
        double fresh = Double.NaN;
        double gap = Double.NaN;
        if (groups.contains(MeasureGroup.GENERALIZATION)) {
            Points points = freshEnvironments.tasks;
            points.resize(FRESH_ENVIRONMENTS, s.dimension());
            s.environmentDesigner()
                    .design(brief(s).at(round, FRESH_DESIGN), new EnvironmentSheet(points).startingAt(0));
            double[][] w = {lab.weights()[trained]};
            freshEnvironments.learn(lab.environments, s.kernel(), w, 1, corrections.loss() != 0);
            freshEnvironments.forget(0, s.breadth(), corrections.loss());
            freshEnvironments.addFormat(0, corrections.formatShare());
            double freshBefore =
                    freshEnvironments.score(freshEnvironments.before(s.competence()), s.environmentHorizon(), 0);
            fresh = freshEnvironments.score(freshEnvironments.after(s.competence(), 0), s.environmentHorizon(), 0);
            success = lab.success(s, trained, true, scoring);
            gap = success - lab.success(s, trained, false, scoring) - (fresh - freshBefore);
        }
        values[Measure.ENVIRONMENT_SUCCESS.ordinal()] = success;
        values[Measure.FRESH_ENVIRONMENT_SUCCESS.ordinal()] = fresh;
        values[Measure.GENERALIZATION_GAP.ordinal()] = gap;
    }

    /** Weights underway in a round's training, of the candidate at work and of the one kept so far. */
    private static final class Underway implements Trainer.Snapshots {
        private double[][] current = new double[1][0];
        private double[][] best = new double[1][0];
        private int parts;
        private int environments;

        void open(int count, int m) {
            parts = count;
            environments = m;
            int sides = Math.max(1, count);
            if (current.length != sides || current[0].length < m) {
                current = new double[sides][m];
                best = new double[sides][m];
            }
        }

        @Override
        public int count() {
            return parts;
        }

        @Override
        public void take(int k, double[] weights) {
            System.arraycopy(weights, 0, current[k - 1], 0, environments);
        }

        void close(double[] weights) {
            System.arraycopy(weights, 0, current[last()], 0, environments);
        }

        void keep() {
            double[][] swap = best;
            best = current;
            current = swap;
        }

        /** The side that holds the end of training. */
        int last() {
            return Math.max(1, parts) - 1;
        }

        int sides() {
            return last() + 1;
        }

        double[][] weights() {
            return best;
        }
    }
}
