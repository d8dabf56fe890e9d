package org.evalgap.study.engine;

import java.util.Arrays;
import org.evalgap.random.RandomStream;
import org.evalgap.study.closedform.EpisodeTime;
import org.evalgap.study.closedform.FirstOrder;

/**
 * One environment whose decisions share a logit, learned from sampled episodes in batches: u ← u + step · (mean advantage)/c, with c
 * the expected decisions of an episode, as in the model's sampled training. A step is experience in the units of the flow, which
 * small steps tend to; decisions are those that were really made.
 *
 * @param competence the logit at the start
 * @param horizon H, decisions an episode
 * @param target success of whole episodes that is aimed at
 * @param batch episodes an update
 */
record SampledCritic(double competence, int horizon, double target, int batch) {
    /** By what decisions are judged. */
    enum Judge {
        NONE("no critic"),
        OWN("own value"),
        LEARNED("learned value"),
        HOPEFUL("learned value, from a half"),
        EXPERT("expert's value");

        private final String label;

        Judge(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /**
     * What it took.
     *
     * @param flow experience in the flow's units: updates times the step
     * @param decisions decisions made
     */
    record Spent(double flow, double decisions) {}

    /** A learner that has made so many updates is given up. */
    private static final int MOST = 2000;

    private static final double RATE = 0.1;
    private static final double HALF = 0.5;

    /** The rest of an episode is lost below this. */
    private static final double LOST = -30;

    /** From the start until the logit first reaches the target; infinite if it does not. */
    Spent until(Judge judge, double step, RandomStream stream) {
        double aim = EpisodeTime.logits(target, horizon);
        double[] values = new double[horizon + 1];
        Arrays.fill(values, judge == Judge.HOPEFUL ? HALF : 0);
        values[horizon] = 1;
        double u = competence;
        double decisions = 0;
        int update = 0;
        while (u < aim) {
            if (update == MOST || u < LOST) {
                return new Spent(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
            }
            double q = FirstOrder.success(u);
            double logQ = -StrictMath.log1p(StrictMath.exp(-u));
            double sum = 0;
            for (int e = 0; e < batch; e++) {
                double passed = Math.floor(StrictMath.log(stream.uniform((long) update * batch + e)) / logQ);
                int right = (int) Math.min(horizon, passed);
                sum += advantage(judge, right, q, logQ, values);
                decisions += judge == Judge.NONE ? horizon : Math.min(horizon, right + 1);
            }
            double cost = judge == Judge.NONE ? horizon : -StrictMath.expm1(horizon * logQ) / (1 - q);
            u += step * sum / (batch * cost);
            update++;
        }
        return new Spent(update * step, decisions);
    }

    /** The advantage of an episode with so many right decisions before its first failure; a learned value learns from it. */
    private double advantage(Judge judge, int right, double q, double logQ, double[] values) {
        if (judge == Judge.NONE) {
            return right == horizon ? horizon * (1 - q) : 0;
        }
        double start = value(judge, 0, logQ, values);
        double reached = value(judge, right, logQ, values);
        if (judge == Judge.LEARNED || judge == Judge.HOPEFUL) {
            learn(values, right);
        }
        double gained = (1 - q) * (reached - start);
        return right == horizon ? gained : gained + q * reached;
    }

    private double value(Judge judge, int t, double logQ, double[] values) {
        return switch (judge) {
            case OWN -> StrictMath.exp((horizon - t) * logQ);
            case LEARNED, HOPEFUL -> values[t];
            default -> 1;
        };
    }

    /** Temporal differences, TD(0), after each episode. */
    private void learn(double[] values, int right) {
        for (int t = 0; t < right; t++) {
            values[t] += RATE * (values[t + 1] - values[t]);
        }
        if (right < horizon) {
            values[right] -= RATE * values[right];
        }
    }
}
