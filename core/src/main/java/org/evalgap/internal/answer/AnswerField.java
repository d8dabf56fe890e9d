package org.evalgap.internal.answer;

import java.util.Arrays;
import org.evalgap.internal.kernel.Vectors;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;

/**
 * Answers from a random field: the sign of Σ_k cos(ω_k·x + φ_k) over 256 features, ω ~ N(0, I/L²) and φ uniform, with sgn 0 = 1.
 * Two tasks at distance d have the same answer with a probability of 1/2 + asin(exp(−d²/2L²))/π, nearly.
 *
 * <p>Source of the features: Rahimi, Recht (2007), "Random features for large-scale kernel machines".
 */
public final class AnswerField implements AnswerRule {
    private static final int FEATURES = 256;

    /** Features whose angles are computed together: with a tile's coordinates they fit the first-level cache. */
    private static final int BLOCK = 8;

    private static final int TILE = 262;

    /** Coordinate of the stream of phases, beyond all axes. */
    private static final int PHASES = 1 << 20;

    private final double[] phase = new double[FEATURES];
    private final double[] buffer = new double[FEATURES];
    private final double[] sum = new double[TILE];
    private final double[][] turns = new double[BLOCK][TILE];
    private double[][] frequency = new double[0][];
    private double[][] tile = frequency;
    private int dimension;

    /** A field that has to be drawn. */
    public AnswerField() {}

    /**
     * Draws a field.
     *
     * @param seed the user's seed
     * @param replicate index of the replicate
     * @param axes how many coordinates a task has, at least 1
     * @param length L, above 0: how far one answer reaches
     */
    public void draw(long seed, long replicate, int axes, double length) {
        if (frequency.length == 0 || frequency[0].length < axes) {
            frequency = new double[FEATURES][axes];
            tile = new double[axes][TILE];
        }
        dimension = axes;
        double unit = 1 / (2 * Math.PI * length);
        for (int d = 0; d < axes; d++) {
            RandomStream.normals(seed, replicate, Purpose.ANSWER_FIELD, 0, 0, d, buffer, FEATURES);
            for (int k = 0; k < FEATURES; k++) {
                frequency[k][d] = unit * buffer[k];
            }
        }
        RandomStream.uniforms(seed, replicate, Purpose.ANSWER_FIELD, 0, 0, PHASES, phase, FEATURES);
    }

    @Override
    public void answer(double[][] position, double[] out, int n) {
        for (int start = 0; start < n; start += TILE) {
            int end = Math.min(start + TILE, n);
            for (int d = 0; d < dimension; d++) {
                System.arraycopy(position[d], start, tile[d], 0, end - start);
            }
            field();
            for (int i = start; i < end; i++) {
                out[i] = sum[i - start] >= 0 ? 1 : -1;
            }
        }
    }

    private void field() {
        Arrays.fill(sum, 0);
        for (int k = 0; k < FEATURES; k += BLOCK) {
            for (int f = 0; f < BLOCK; f++) {
                Arrays.fill(turns[f], phase[k + f]);
                Vectors.addColumns(tile, frequency[k + f], dimension, turns[f], TILE);
            }
            for (int f = 0; f < BLOCK; f++) {
                Cosine.add(turns[f], sum, TILE);
            }
        }
    }
}
