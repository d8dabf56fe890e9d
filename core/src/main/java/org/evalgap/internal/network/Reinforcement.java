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
 * A = [(1 − ρ)(Y − v) Σ_t (a_t − q) + ρ Σ_t alive_t (a_t − q)(a_t − 1)] / c(q)
 * </pre>
 *
 * where c(q) is the expected cost of an episode. The second sum is q if there is a failure, at the first one, and else 0. For H = 1
 * it is left out: A = (a − q)(a − v).
 */
final class Reinforcement implements Teacher {
    /** The share of a new reward in the running mean. */
    private static final double BASELINE_RATE = 0.1;

    private final int horizon;
    private final double critic;
    private final boolean expected;
    private final Drive expectation;
    private final Episodes episodes = new Episodes();
    private final double[] q = new double[Rows.room(Workspace.TILE)];
    private final double[] uniform = new double[Rows.room(Workspace.TILE)];

    private @Nullable RandomStream stream;
    private double[] baseline = q;
    private int[] order = new int[0];
    private int from;
    private int update;

    Reinforcement(Recipe recipe) {
        horizon = recipe.horizon();
        critic = horizon == 1 ? 0 : recipe.critic();
        expected = recipe.expected();
        expectation = new Drive(critic, 0, 0, horizon);
        episodes.rule(critic, 0, 0, horizon);
    }

    /** Begins a round: random numbers of an update come from the substream of twice its index. */
    void open(RandomStream lesson, double[] means) {
        stream = lesson;
        baseline = means;
    }

    /** Begins an update, whose batch is {@code environments[begin]} and those that follow. */
    void begin(int index, int[] environments, int begin) {
        update = index;
        order = environments;
        from = begin;
    }

    @Override
    public void credit(double[] u, int place, double[] out, int n) {
        if (expected) {
            expectation.evaluate(u, u, 1, out, n);
            return;
        }
        Success.decision(u, 0, q, n);
        if (horizon == 1) {
            ofActions(place, out, n);
        } else {
            episodes.open(u, n);
            ofEpisodes(place, out, n);
        }
    }

    private void ofActions(int place, double[] out, int n) {
        draw(place, n);
        for (int b = 0; b < n; b++) {
            int j = order[from + place + b];
            double action = uniform[b] < q[b] ? 1 : 0;
            double surprise = action - baseline[j];
            out[b] = (action - q[b]) * surprise;
            baseline[j] = Math.fma(BASELINE_RATE, surprise, baseline[j]);
        }
    }

    private void ofEpisodes(int place, double[] out, int n) {
        for (int b = 0; b < n; b++) {
            int j = order[from + place + b];
            int right = play(q[b], (long) (place + b) * horizon);
            double reward = right == horizon ? 1 : 0;
            double surprise = reward - baseline[j];
            double atEnd = surprise * (right - horizon * q[b]);
            double atFailure = (1 - reward) * q[b];
            out[b] = ((1 - critic) * atEnd + critic * atFailure) / episodes.cost(b);
            baseline[j] = Math.fma(BASELINE_RATE, surprise, baseline[j]);
        }
    }

    /** How many decisions of an episode are right, by the random numbers from an index on. */
    private int play(double success, long index) {
        int right = 0;
        for (int t = 0; t < horizon; t += Workspace.TILE) {
            int n = Math.min(Workspace.TILE, horizon - t);
            draw(index + t, n);
            for (int i = 0; i < n; i++) {
                right += uniform[i] < success ? 1 : 0;
            }
        }
        return right;
    }

    private void draw(long index, int n) {
        Objects.requireNonNull(stream).uniforms(2L * update, index, uniform, n);
    }
}
