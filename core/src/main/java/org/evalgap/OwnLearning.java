package org.evalgap;

import org.evalgap.internal.kernel.Divergence;
import org.evalgap.internal.kernel.Points;
import org.evalgap.internal.kernel.Scoring;
import org.evalgap.internal.kernel.Success;
import org.evalgap.internal.lab.PointsView;
import org.evalgap.learner.Learner;
import org.evalgap.learner.Lesson;
import org.evalgap.learner.Pupil;
import org.evalgap.learner.Setting;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.task.TaskView;

/**
 * A learner of one's own: its state is a pupil, of which candidates and moments are copies. Nothing is shared between
 * scenarios. A round always comes in the same parts, so that it makes no difference whether anybody looks on.
 */
final class OwnLearning implements Learning {
    private final Lab lab;
    private final Scoring scoring;
    private final Points environments;
    private final TaskView view;
    private final Learner learner;
    private final double competence;
    private final Pupil untrained;

    private Pupil start;
    private Pupil[] current = new Pupil[0];
    private Pupil[] kept = current;
    private Pupil[] shown = current;

    private double[] before = new double[0];
    private double[] after = before;
    private double[] decision = before;

    /** Begins with a learner that the lab has not trained. */
    OwnLearning(Lab lab, Scoring scoring, Learner learner, Scenario s) {
        this.lab = lab;
        this.scoring = scoring;
        this.environments = lab.environments;
        this.view = PointsView.of(environments);
        this.learner = learner;
        this.competence = s.competence();
        this.untrained = learner.begin(setting(s), RandomStream.of(lab.seed(), lab.replicate(), Purpose.OWN_START));
        this.start = untrained;
    }

    private static Setting setting(Scenario s) {
        return new Setting(
                s.dimension(),
                s.competence(),
                s.budget(),
                s.rounds(),
                s.rewardRule(),
                s.kernel(),
                s.updates(),
                s.episodesPerUpdate());
    }

    @Override
    public void train(Scenario[] scenarios, int first, int count) {
        begin(scenarios[first]);
        train(scenarios[first], 0, 0, 0, 0);
        keep();
        settle(scenarios[first], 0, true);
    }

    @Override
    public void begin(Scenario s) {
        start = untrained;
        shown = new Pupil[] {untrained};
    }

    @Override
    public void train(Scenario s, int round, int candidate, int from, int parts) {
        RandomStream stream = RandomStream.of(lab.seed(), lab.replicate(), Purpose.OWN_LESSON, round, candidate, 0);
        Pupil pupil = start.copy();
        current = new Pupil[Math.max(1, parts)];
        for (int part = 1; part <= Engine.PARTS; part++) {
            pupil.learn(new Lesson(view, from, round, candidate, part, Engine.PARTS, stream));
            if (part < parts) {
                current[part - 1] = pupil.copy();
            }
        }
        current[current.length - 1] = pupil;
        shown = new Pupil[] {pupil};
    }

    @Override
    public void keep() {
        kept = current;
    }

    @Override
    public void settle(Scenario s, int from, boolean last) {
        shown = kept;
        start = kept[kept.length - 1];
    }

    @Override
    public int sides() {
        return shown.length;
    }

    @Override
    public void meet(Scenario s, Panel panel) {
        panel.start(gains(untrained, PointsView.of(panel.tasks)));
    }

    @Override
    public void teach(Scenario s, Panel panel) {
        for (int side = 0; side < shown.length; side++) {
            teach(s, panel, side);
        }
    }

    @Override
    public void teach(Scenario s, Panel panel, int side) {
        double[] gain = panel.gains(shown.length)[side];
        double[] whole = gains(shown[side], PointsView.of(panel.tasks));
        for (int i = 0; i < whole.length; i++) {
            gain[i] = whole[i] - panel.start(i);
        }
    }

    private double[] gains(Pupil pupil, TaskView tasks) {
        double[] out = new double[tasks.size()];
        pupil.gains(tasks, out);
        for (int i = 0; i < out.length; i++) {
            if (!Double.isFinite(out[i])) {
                throw new IllegalStateException("the gain of a task must be a finite number: " + out[i] + "; learner \""
                        + learner.name() + "\", task " + i);
            }
        }
        return out;
    }

    /** The panel's tasks are asked about once more as if nothing were asked the way the eval asks. */
    @Override
    public double finish(Scenario s, Panel panel, int side, boolean apart) {
        if (!apart || !panel.hasFormat()) {
            return Double.NaN;
        }
        TaskView tasks = PointsView.formatless(panel.tasks);
        double with = score(s, panel, gains(untrained, PointsView.of(panel.tasks)));
        double without = score(s, panel, gains(untrained, tasks));
        return score(s, panel, gains(shown[side], tasks)) + (with - without);
    }

    private static double score(Scenario s, Panel panel, double[] gains) {
        return panel.score(panel.with(s.competence(), gains), s.evalHorizon(), s.guessRate());
    }

    @Override
    public double divergence(int side) {
        look(side);
        return Divergence.mean(after, before, decision, environments.size());
    }

    @Override
    public double success(Scenario s, int side, boolean trained) {
        look(side);
        Success.decision(trained ? after : before, 0, decision, environments.size());
        return scoring.score(decision, s.environmentHorizon(), 0, environments.weight, environments.size());
    }

    /** Logits of the environments, before the lab trained anybody and of a side. */
    private void look(int side) {
        int m = environments.size();
        if (before.length < m) {
            before = new double[m];
            after = new double[m];
            decision = new double[m];
        }
        logits(gains(untrained, view), before);
        logits(gains(shown[side], view), after);
    }

    private void logits(double[] gains, double[] out) {
        Success.logits(competence, environments.difficulty, out, gains.length);
        for (int j = 0; j < gains.length; j++) {
            out[j] += gains[j];
        }
    }
}
