package org.evalgap.internal.audit;

import org.evalgap.internal.kernel.Scoring;
import org.evalgap.internal.kernel.Success;
import org.evalgap.internal.kernel.Vectors;

/** Success on every item of a set before and after training, by one way of scoring; scores for any weights of the items. */
final class Marks {
    private static final double CAP = 40;

    /** Slopes below have no inverse in doubles that could be multiplied with anything. */
    private static final double FLAT = 0x1p-1000;

    final int n;
    private final double[] untrained;
    private final double[] logits;
    private final int horizon;
    private final double guess;
    private final double[] before;
    private final double[] after;

    Marks(double[] untrained, double[] gain, int horizon, double guess) {
        this.n = untrained.length;
        this.untrained = untrained;
        this.horizon = horizon;
        this.guess = guess;
        logits = new double[n];
        for (int i = 0; i < n; i++) {
            logits[i] = untrained[i] + gain[i];
        }
        before = success(untrained);
        after = success(logits);
    }

    private double[] success(double[] u) {
        double[] q = new double[n];
        double[] p = new double[n];
        Success.decision(u, 0, q, n);
        Success.task(q, horizon, guess, p, n);
        return p;
    }

    double before(double[] weight) {
        return mean(before, weight);
    }

    double after(double[] weight) {
        return mean(after, weight);
    }

    private double mean(double[] p, double[] weight) {
        double total = Vectors.sum(weight, n);
        return Vectors.dot(p, weight, new double[n], n) / total;
    }

    double ability(double[] weight, Scoring scoring) {
        return scoring.ability(untrained, horizon, guess, weight, n, before(weight), after(weight));
    }

    /** What the score moves by when the logit of an item does: v_i p′(u_i). */
    double[] slopes(double[] weight) {
        return slopes(logits, weight);
    }

    /** What the score loses where every logit falls by so much: v_i (p(u_i) − p(u_i − fall_i)), by item. */
    double[] losses(double[] fall, double[] weight) {
        double[] u = new double[n];
        for (int i = 0; i < n; i++) {
            u[i] = logits[i] - fall[i];
        }
        double[] lost = success(u);
        double total = Vectors.sum(weight, n);
        for (int i = 0; i < n; i++) {
            lost[i] = weight[i] / total * (after[i] - lost[i]);
        }
        return lost;
    }

    /** What the ability moves by when the score does; 0 where it is capped, or where the score is flat and tells no ability. */
    double abilitySlope(double[] weight, double ability) {
        if (!(Math.abs(ability) < CAP)) {
            return 0;
        }
        double[] u = new double[n];
        for (int i = 0; i < n; i++) {
            u[i] = untrained[i] + ability;
        }
        double slope = Vectors.sum(slopes(u, weight), n);
        return slope < FLAT ? 0 : 1 / slope;
    }

    private double[] slopes(double[] u, double[] weight) {
        double[] q = new double[n];
        double[] lost = new double[n];
        double[] power = new double[n];
        double[] opposite = new double[n];
        for (int i = 0; i < n; i++) {
            opposite[i] = -u[i];
        }
        Success.decision(u, 0, q, n);
        Success.decision(opposite, 0, lost, n);
        Success.task(q, horizon, 0, power, n);
        double total = Vectors.sum(weight, n);
        for (int i = 0; i < n; i++) {
            power[i] = weight[i] / total * (1 - guess) * horizon * power[i] * lost[i];
        }
        return power;
    }
}
