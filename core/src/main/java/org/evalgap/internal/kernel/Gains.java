package org.evalgap.internal.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Gains of tasks: Σ_k K(z, x_k) w_k for one or many vectors of weights that share tasks, environments and kernel. */
public final class Gains {
    private static final int COLUMNS = 4;

    private final KernelColumns columns = new KernelColumns();
    private final double[][] column = new double[COLUMNS][];
    private double[][] tileGain = new double[0][];
    private double[][] signed = tileGain;

    /** Gains that hold their buffers from one call to the next. */
    public Gains() {}

    /**
     * Says how finely the kernel is rounded from now on.
     *
     * @param always as in {@link Gram#fine}
     */
    public void fine(boolean always) {
        columns.fine(always);
    }

    /**
     * As the other one, with every column computed anew.
     *
     * @param tasks as there
     * @param environments as there
     * @param breadth as there
     * @param memorization as there
     * @param memorizationScale as there
     * @param weights as there
     * @param gains as there
     * @param sides as there
     * @param nearest as there
     */
    public void compute(
            Points tasks,
            Points environments,
            double breadth,
            double memorization,
            double memorizationScale,
            double[][] weights,
            double[][] gains,
            int sides,
            double @Nullable [] nearest) {
        compute(tasks, environments, breadth, memorization, memorizationScale, weights, gains, sides, nearest, null);
    }

    /**
     * Computes gains without the part of the format, with columns that may have been kept from calls before.
     *
     * @param tasks where gains are wanted
     * @param environments what was trained on
     * @param breadth ℓ
     * @param memorization m
     * @param memorizationScale s
     * @param weights {@code weights[r][k]} of right-hand side r and environment k
     * @param gains {@code gains[r][i]}, overwritten
     * @param sides how many right-hand sides
     * @param nearest where the smallest squared distance to an environment goes, or null where it is not wanted
     * @param kept columns of these tasks, or null where nobody keeps any
     */
    public void compute(
            Points tasks,
            Points environments,
            double breadth,
            double memorization,
            double memorizationScale,
            double[][] weights,
            double[][] gains,
            int sides,
            double @Nullable [] nearest,
            @Nullable KeptColumns kept) {
        reserve(sides, tasks.dimension() + tasks.surface());
        double[][] credit = credit(environments, weights, sides);
        columns.kernel(breadth, memorization, memorizationScale);
        columns.environments(environments);
        for (int start = 0; start < tasks.size(); start += KernelColumns.TILE) {
            int end = Math.min(start + KernelColumns.TILE, tasks.size());
            columns.tile(tasks, start, end);
            for (int r = 0; r < sides; r++) {
                Arrays.fill(tileGain[r], 0);
            }
            if (nearest != null) {
                nearestOfTile(environments, start, end, nearest);
            }
            int done = kept == null ? 0 : recall(kept, tasks.size(), start, environments, credit, sides);
            if (sides == 1) {
                alone(environments, done, credit[0]);
            } else {
                shared(environments, done, credit, sides, columns.lanes());
            }
            for (int r = 0; r < sides; r++) {
                scale(tileGain[r], columns.scale());
                System.arraycopy(tileGain[r], 0, gains[r], start, end - start);
            }
        }
        double[] answer = tasks.answer;
        for (int r = 0; answer != null && r < sides; r++) {
            sign(answer, gains[r], gains[r], tasks.size());
        }
    }

    /** Weights that count for the answer 1, and so against it where an environment's answer is −1. */
    private double[][] credit(Points environments, double[][] weights, int sides) {
        double[] answer = environments.answer;
        if (answer == null) {
            return weights;
        }
        if (signed.length < sides || signed[0].length < answer.length) {
            signed = new double[sides][answer.length];
        }
        for (int r = 0; r < sides; r++) {
            sign(answer, weights[r], signed[r], environments.size());
        }
        return signed;
    }

    private static void sign(double[] answer, double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = answer[i] * x[i];
        }
    }

    private void reserve(int sides, int dimension) {
        double[][] arrays = columns.reserve(dimension, COLUMNS + sides);
        System.arraycopy(arrays, 0, column, 0, COLUMNS);
        if (tileGain.length < sides) {
            tileGain = new double[sides][];
        }
        System.arraycopy(arrays, COLUMNS, tileGain, 0, sides);
    }

    /** Adds what the columns that are kept give, those included that are to be kept from now on; returns how many that were. */
    private int recall(KeptColumns kept, int tasks, int start, Points environments, double[][] weights, int sides) {
        int wanted = kept.wanted(tasks);
        // Far tasks have columns of other bits, depending on which environments there are besides.
        if (wanted == 0 || !columns.near()) {
            return 0;
        }
        int tile = start / KernelColumns.TILE;
        int n = columns.lanes();
        double[][] known = kept.reserve(tile, wanted, n);
        for (int k = kept.known(tile, columns.close()); k < wanted; k += 2) {
            boolean last = k + 1 == wanted;
            columns.columns(environments, k, last ? k : k + 1, known[k], last ? column[0] : known[k + 1]);
        }
        kept.learned(tile, columns.close(), wanted);
        Vectors.addColumnsShared(known, weights, 0, wanted, tileGain, sides, n);
        return wanted;
    }

    private void alone(Points environments, int from, double[] weight) {
        int m = environments.size();
        int k = from;
        for (; k + 2 <= m; k += 2) {
            columns.accumulate(environments, k, weight, column[0], column[1], tileGain[0]);
        }
        if (k < m) {
            columns.columns(environments, k, k, column[0], column[1]);
            Vectors.addScaled(weight[k], column[0], tileGain[0], columns.lanes());
        }
    }

    private void shared(Points environments, int from, double[][] weights, int sides, int n) {
        int m = environments.size();
        for (int k = from; k < m; k += COLUMNS) {
            int count = Math.min(COLUMNS, m - k);
            for (int c = 0; c < count; c += 2) {
                int second = Math.min(k + c + 1, m - 1);
                columns.columns(environments, k + c, second, column[c], column[c + 1]);
            }
            Vectors.addColumnsShared(column, weights, k, count, tileGain, sides, n);
        }
    }

    private static void scale(double[] x, double factor) {
        for (int i = 0; i < KernelColumns.TILE; i++) {
            x[i] = factor * x[i];
        }
    }

    private void nearestOfTile(Points environments, int start, int end, double[] nearest) {
        double[] smallest = column[0];
        Arrays.fill(smallest, Double.POSITIVE_INFINITY);
        int m = environments.size();
        for (int k = 0; k < m; k += 2) {
            columns.nearest(environments, k, Math.min(k + 1, m - 1), smallest);
        }
        columns.restoreUnit(smallest);
        System.arraycopy(smallest, 0, nearest, start, end - start);
    }

    /**
     * Turns gains into effective ones: forgetting takes κ (1 − c) of the mean divergence, c = exp(−d²/2ℓ²) of the nearest
     * environment.
     *
     * @param nearest smallest squared distances
     * @param breadth ℓ
     * @param loss κ times the mean divergence, in logits
     * @param gain gains, changed in place
     * @param n how many tasks
     */
    public static void forget(double[] nearest, double breadth, double loss, double[] gain, int n) {
        double unit = 0.5 / (breadth * breadth) * Exp.Decay.UNIT;
        for (int i = 0; i < n; i++) {
            gain[i] = gain[i] - loss * (1 - Exp.Decay.any(unit * nearest[i]));
        }
    }

    /**
     * Adds the format's share: f φ(z) Σ φ_k w_k.
     *
     * @param format formats of the tasks
     * @param share f Σ φ_k w_k
     * @param gain gains, changed in place
     * @param n how many tasks
     */
    public static void addFormat(double[] format, double share, double[] gain, int n) {
        for (int i = 0; i < n; i++) {
            gain[i] = Math.fma(share, format[i], gain[i]);
        }
    }
}
