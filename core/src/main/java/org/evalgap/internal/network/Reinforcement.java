package org.evalgap.internal.network;

import java.util.Objects;
import org.evalgap.internal.kernel.Drive;
import org.evalgap.internal.kernel.Episodes;
import org.evalgap.internal.kernel.Success;
import org.evalgap.random.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * Teaching by reward: the credit of an environment is an episode's advantage, or its expectation.
 *
 * <p>With actions a_t ~ Bernoulli(q), Y = 1 if all H are right, and v the environment's own running mean of Y,
 *
 * <pre>
 * A = [(1 − ρ)(Y s^(−ν) − v) Σ_t (a_t − q) + ρ Σ_t alive_t (a_t − q)(a_t V(t + 1) − V(t))] / c(q) − β q (1 − q)(u − u₀)
 * </pre>
 *
 * where s² = q^H (1 − q^H), c(q) is the expected cost of an episode, V are {@linkplain Values values} and u₀ is the logit before
 * the lab's training. For H = 1 the second sum is left out.
 */
final class Reinforcement implements Teacher {
    /** The share of a new reward in the running mean. */
    private static final double BASELINE_RATE = 0.1;

    private final Reward rule;
    private final int horizon;
    private final double critic;
    private final boolean expected;
    private final Drive expectation;
    private final Episodes episodes = new Episodes();
    private final Values values;
    private final double[] q = new double[Rows.room(Workspace.TILE)];
    private final double[] uniform = new double[Rows.room(Workspace.TILE)];

    private @Nullable RandomStream stream;
    private double[] baseline = q;
    private double[] anchor = q;
    private int[] order = new int[0];
    private int from;
    private int update;

    Reinforcement(Reward rule, boolean expected) {
        this.rule = rule;
        this.expected = expected;
        horizon = rule.horizon();
        critic = horizon == 1 ? 0 : rule.critic();
        expectation = new Drive(critic, rule.normalization(), 0, horizon);
        episodes.rule(critic, rule.normalization(), 0, horizon);
        values = new Values(rule.value(), horizon);
    }

    /**
     * Begins a round: random numbers of an update come from the substream of twice its index.
     *
     * @param lesson the round's stream
     * @param network whose baselines and values go on
     * @param anchors u₀ by environment; used where there is a penalty
     */
    void open(RandomStream lesson, Network network, double[] anchors) {
        stream = lesson;
        baseline = network.baseline;
        values.open(network.value);
        anchor = anchors;
    }

    /** Begins an update, whose batch is {@code environments[begin]} and those that follow. */
    void begin(int index, int[] environments, int begin) {
        update = index;
        order = environments;
        from = begin;
    }

    @Override
    public void credit(double[] u, int place, double[] out, int n) {
        Success.decision(u, 0, q, n);
        if (horizon > 1 || rule.normalization() != 0) {
            episodes.open(u, n);
        }
        if (expected) {
            expect(u, place, out, n);
        } else if (horizon == 1) {
            ofActions(place, out, n);
        } else {
            ofEpisodes(place, out, n);
        }
        if (rule.penalty() != 0) {
            penalize(u, place, out, n);
        }
    }

    private void expect(double[] u, int place, double[] out, int n) {
        if (critic == 0 || rule.value() == ValueFunction.EXPERT) {
            expectation.evaluate(u, u, 1, out, n);
            return;
        }
        double[] success = episodes.open(u, n);
        for (int b = 0; b < n; b++) {
            double judged = critic * values.expected(order[from + place + b], q[b]);
            out[b] = Math.fma(success[b], episodes.ofSuccess(b), judged) / episodes.cost(b);
        }
    }

    private void ofActions(int place, double[] out, int n) {
        draw(place, n);
        for (int b = 0; b < n; b++) {
            int j = order[from + place + b];
            double action = uniform[b] < q[b] ? 1 : 0;
            double surprise = action - baseline[j];
            out[b] = (action - q[b]) * (action * episodes.normalizer(b) - baseline[j]);
            baseline[j] = Math.fma(BASELINE_RATE, surprise, baseline[j]);
        }
    }

    private void ofEpisodes(int place, double[] out, int n) {
        for (int b = 0; b < n; b++) {
            int j = order[from + place + b];
            play(q[b], (long) (place + b) * horizon);
            double reward = right == horizon ? 1 : 0;
            double surprise = reward - baseline[j];
            double atEnd = (reward * episodes.normalizer(b) - baseline[j]) * (right - horizon * q[b]);
            double judged = critic == 0 ? 0 : critic * values.advantage(j, streak, q[b]);
            out[b] = ((1 - critic) * atEnd + judged) / episodes.cost(b);
            baseline[j] = Math.fma(BASELINE_RATE, surprise, baseline[j]);
        }
    }

    /** How many decisions of the episode played last were right, and how many before the first that was not. */
    private int right;

    private int streak;

    /** Plays an episode by the random numbers from an index on. */
    private void play(double success, long index) {
        right = 0;
        streak = 0;
        for (int t = 0; t < horizon; t += Workspace.TILE) {
            int n = Math.min(Workspace.TILE, horizon - t);
            draw(index + t, n);
            for (int i = 0; i < n; i++) {
                boolean alive = streak == t + i;
                boolean hit = uniform[i] < success;
                right += hit ? 1 : 0;
                streak += alive && hit ? 1 : 0;
            }
        }
    }

    private void draw(long index, int n) {
        Objects.requireNonNull(stream).uniforms(2L * update, index, uniform, n);
    }

    private void penalize(double[] u, int place, double[] out, int n) {
        for (int b = 0; b < n; b++) {
            double moved = u[b] - anchor[order[from + place + b]];
            out[b] = out[b] - rule.penalty() * (q[b] * (1 - q[b])) * moved;
        }
    }
}
