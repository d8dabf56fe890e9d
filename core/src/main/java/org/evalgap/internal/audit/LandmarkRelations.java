package org.evalgap.internal.audit;

import org.evalgap.internal.audit.BlockSpace.ChosenRows;
import org.evalgap.learner.GeneralizationKernel;

/**
 * Relations of so many environments that their Gram matrix fits no memory: the broad part by landmarks, pairs that are learned by
 * heart one by one, the diagonal and the format's part exactly. Relations to tasks are exact as in {@link BlockRelations}. What
 * landmarks miss of the broad part is measured by {@link #error}. The same bits for any number of threads.
 */
public final class LandmarkRelations extends SingleRelations {
    private static final int LANDMARKS = 1024;

    private final Landmarks landmarks;
    private final NearPairs near;
    private final double[] diagonal;

    /**
     * Relations of environments.
     *
     * @param block what was trained on
     * @param kernel K
     * @param threads how many threads work
     */
    public LandmarkRelations(Block block, GeneralizationKernel kernel, int threads) {
        this(block, kernel, threads, LANDMARKS);
    }

    LandmarkRelations(Block block, GeneralizationKernel kernel, int threads, int count) {
        super(block, kernel, threads);
        landmarks = new Landmarks(space, kernel.memorization() < 1 ? count : 0);
        near = new NearPairs(space, landmarks);
        diagonal = new double[space.m];
        int width = space.environments.width;
        Crowd.each(space.environments.tiles(), threads, () -> landmarks, (marks, tile) -> {
            for (int i = tile * width; i < Math.min((tile + 1) * width, space.m); i++) {
                diagonal[i] = 1 - marks.of(i, i);
            }
        });
    }

    /**
     * Memory that relations take.
     *
     * @param m environments
     * @param axes axes of a position
     * @param tasks tasks whose distances are kept
     * @return bytes
     */
    public static double bytes(double m, double axes, double tasks) {
        return 4 * (m * LANDMARKS + (m + tasks) * axes) + 4 * Math.min(m * tasks, BlockStrip.KEPT) + 6e8;
    }

    /**
     * How many pairs are kept one by one.
     *
     * @return pairs
     */
    public int pairs() {
        return near.size();
    }

    /**
     * How much of a pair must be learned by heart for it to be kept.
     *
     * @return the memorised kernel below which pairs are left out: 1e-5, and more where so many pairs were too many
     */
    public double least() {
        return near.least();
    }

    /**
     * How far logits are from sums over all pairs in single precision, whose own error {@link BlockRelations#kernelError} says.
     *
     * @param weights what was learned
     * @return the largest error found, of 64 environments that are always the same
     */
    public double error(double[] weights) {
        ChosenRows rows = ChosenRows.spread(space.block.rows());
        int n = rows.size();
        double[] none = new double[n];
        double[] exact = new double[n];
        space.strip(new Block(rows, none, none, none)).gains(weights, exact);
        double[][] found = new double[1][space.m];
        multiply(new double[][] {weights}, found, 1);
        double format = format(weights);
        double largest = 0;
        for (int i = 0; i < n; i++) {
            int j = rows.chosen()[i];
            double of = exact[i] + format * space.block.format()[j];
            largest = Math.max(largest, Math.abs(of - found[0][j]));
        }
        return largest;
    }

    private double format(double[] x) {
        double sum = 0;
        for (int j = 0; space.kernel.formatLearning() != 0 && j < space.m; j++) {
            sum = Math.fma(space.block.format()[j], x[j], sum);
        }
        return space.kernel.formatLearning() * sum;
    }

    @Override
    public void multiply(double[][] x, double[][] out, int sides) {
        landmarks.multiply(x, out, sides);
        int width = space.environments.width;
        for (int r = 0; r < sides; r++) {
            double[] from = x[r];
            double[] to = out[r];
            double format = format(from);
            Crowd.each(space.environments.tiles(), space.threads, () -> from, (own, tile) -> {
                for (int i = tile * width; i < Math.min((tile + 1) * width, space.m); i++) {
                    to[i] += Math.fma(diagonal[i], own[i], near.row(i, own))
                            + format * space.block.format()[i];
                }
            });
        }
    }
}
