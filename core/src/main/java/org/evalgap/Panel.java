package org.evalgap;

import org.evalgap.internal.kernel.Gains;
import org.evalgap.internal.kernel.KeptColumns;
import org.evalgap.internal.kernel.Points;
import org.evalgap.internal.kernel.Scoring;
import org.evalgap.internal.kernel.Success;
import org.jspecify.annotations.Nullable;

/**
 * One set of items or tasks and how one or several learners do on it, who differ in nothing but what training gave them.
 * Buffers are kept from run to run.
 */
final class Panel {
    final Points tasks;
    private final Scoring scoring;

    private double[][] gain = new double[0][];
    private double[] untrained = new double[0];
    private double[] logits = untrained;
    private double[] decision = untrained;
    private double[] nearest = untrained;
    private double @Nullable [] head;
    private double[] room = untrained;

    /** Columns of environments that stay while a lab goes on building; forgotten where learners are met. */
    final KeptColumns kept = new KeptColumns();

    Panel(Points tasks, Scoring scoring) {
        this.tasks = tasks;
        this.scoring = scoring;
    }

    private void reserve(int sides) {
        int n = tasks.size();
        if (gain.length < sides || gain[0].length < n) {
            gain = new double[Math.max(sides, gain.length)][];
            for (int r = 0; r < gain.length; r++) {
                gain[r] = new double[n + 4];
            }
        }
        if (untrained.length < n) {
            untrained = new double[n + 4];
            logits = new double[n + 8];
            decision = new double[n + 12];
            nearest = new double[n + 4];
        }
    }

    /** Sets what the learner could do before the lab trained it, beyond its competence: logits a task, or null for none. */
    void start(double @Nullable [] gains) {
        kept.forget();
        head = gains;
    }

    /** Where the learner's gains from before the lab trained it go, from now on its {@link #start(double[])}. */
    double[] head() {
        if (room.length < tasks.size()) {
            room = new double[tasks.size()];
        }
        head = room;
        return room;
    }

    /** What the learner could do at a task before the lab trained it, beyond its competence. */
    double start(int i) {
        return head == null ? 0 : head[i];
    }

    /** Whether anything is asked the way the eval asks. */
    boolean hasFormat() {
        for (int i = 0; i < tasks.size(); i++) {
            if (tasks.format[i] != 0) {
                return true;
            }
        }
        return false;
    }

    /** Where gains go, by side and task. */
    double[][] gains(int sides) {
        reserve(sides);
        return gain;
    }

    double[] gain(int side) {
        return gain[side];
    }

    /** Where the squared distance of each task to its nearest environment goes; see {@link #forget}. */
    double[] nearest() {
        return nearest;
    }

    /** Makes gains effective: takes what is forgotten, in logits where nothing was trained. */
    void forget(int side, double breadth, double loss) {
        if (loss != 0) {
            Gains.forget(nearest, breadth, loss, gain[side], tasks.size());
        }
    }

    void addFormat(int side, double share) {
        if (share != 0) {
            Gains.addFormat(tasks.format, share, gain[side], tasks.size());
        }
    }

    /** Success on one decision before any training. */
    double[] before(double competence) {
        reserve(1);
        untrained(competence, head);
        Success.decision(untrained, 0, decision, tasks.size());
        return decision;
    }

    /** Success on one decision of the learner of a side. */
    double[] after(double competence, int side) {
        reserve(1);
        untrained(competence, head);
        sum(untrained, gain[side], logits, tasks.size());
        Success.decision(logits, 0, decision, tasks.size());
        return decision;
    }

    private void untrained(double competence, double @Nullable [] gains) {
        Success.logits(competence, tasks.difficulty, untrained, tasks.size());
        if (gains != null) {
            sum(untrained, gains, untrained, tasks.size());
        }
    }

    /** Success on one decision of a learner with these gains, those from before the lab's training included. */
    double[] with(double competence, double[] gains) {
        reserve(1);
        untrained(competence, gains);
        Success.decision(untrained, 0, decision, tasks.size());
        return decision;
    }

    private static void sum(double[] a, double[] b, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] + b[i];
        }
    }

    double score(double[] q, int horizon, double guess) {
        return scoring.score(q, horizon, guess, tasks.weight, tasks.size());
    }

    /** Valid after {@link #before} or {@link #after}, whose untrained logits it uses. */
    double ability(int horizon, double guess, double before, double after) {
        return scoring.ability(untrained, horizon, guess, tasks.weight, tasks.size(), before, after);
    }

    /** True success on each item, guesses included, written to an array. */
    void success(double[] q, int horizon, double guess, double[] out) {
        Success.task(q, horizon, guess, out, tasks.size());
    }
}
