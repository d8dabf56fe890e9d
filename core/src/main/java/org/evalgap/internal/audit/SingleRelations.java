package org.evalgap.internal.audit;

import java.util.Arrays;
import org.evalgap.learner.GeneralizationKernel;
import org.jspecify.annotations.Nullable;

/** What relations in single precision have in common: all but the product. */
abstract class SingleRelations implements Relations {
    private static final double COARSE = 1e-6;

    final BlockSpace space;

    SingleRelations(Block block, GeneralizationKernel kernel, int threads) {
        space = new BlockSpace(block, kernel, threads);
    }

    @Override
    public final void logits(double[] untrained, double[] weights, double[] out) {
        multiply(new double[][] {weights}, new double[][] {out}, 1);
        for (int j = 0; j < space.m; j++) {
            out[j] += untrained[j];
        }
    }

    @Override
    public final double largestRowSum() {
        double[] ones = new double[space.m];
        Arrays.fill(ones, 1);
        double[] sums = new double[space.m];
        multiply(new double[][] {ones}, new double[][] {sums}, 1);
        return Arrays.stream(sums).max().orElse(0);
    }

    @Override
    public final double @Nullable [] @Nullable [] rows() {
        return null;
    }

    @Override
    public final double tolerance() {
        return COARSE;
    }

    @Override
    public final Strip strip(Block tasks) {
        return space.strip(tasks);
    }
}
