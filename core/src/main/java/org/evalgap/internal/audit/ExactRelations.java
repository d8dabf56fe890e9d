package org.evalgap.internal.audit;

import java.util.stream.IntStream;
import org.evalgap.internal.kernel.Gains;
import org.evalgap.internal.kernel.Gram;
import org.evalgap.internal.kernel.KernelParts;
import org.evalgap.internal.kernel.Points;
import org.evalgap.internal.kernel.Vectors;
import org.evalgap.learner.GeneralizationKernel;

/** Relations by the engine's own loops, to the bit. */
public final class ExactRelations implements Relations {
    private static final double FINE = 1e-8;

    private final GeneralizationKernel kernel;
    private final Points environments;
    private final Gram gram = new Gram();
    private final Gains gains = new Gains();
    private final int m;

    /**
     * Relations of environments.
     *
     * @param environments what was trained on
     * @param kernel K
     * @param fine whether near entries are rounded as finely as under a penalty, see {@link Gram#fine}
     */
    public ExactRelations(Block environments, GeneralizationKernel kernel, boolean fine) {
        this.kernel = kernel;
        this.environments = environments.points();
        this.m = environments.size();
        gram.fine(fine);
        gains.fine(fine);
        gram.fill(
                this.environments,
                0,
                kernel.breadth(),
                kernel.memorization(),
                kernel.memorizationScale(),
                kernel.formatLearning());
    }

    @Override
    public void multiply(double[][] x, double[][] out, int sides) {
        gram.multiply(x, out, sides, m);
    }

    @Override
    public void logits(double[] untrained, double[] weights, double[] out) {
        System.arraycopy(untrained, 0, out, 0, m);
        Vectors.addColumns(gram.rows(), weights, m, out, m);
    }

    @Override
    public double largestRowSum() {
        return gram.largestRowSum(m);
    }

    @Override
    public double[][] rows() {
        return gram.rows();
    }

    @Override
    public double tolerance() {
        return FINE;
    }

    @Override
    public Strip strip(Block tasks) {
        return new ExactStrip(tasks);
    }

    private final class ExactStrip implements Strip {
        private final Block block;
        private final Points tasks;

        ExactStrip(Block block) {
            this.block = block;
            this.tasks = block.points();
        }

        private void compute(Points at, Points from, double memorization, double[][] weights, double[][] out) {
            double width = kernel.memorizationScale();
            gains.compute(at, from, kernel.breadth(), memorization, width, weights, out, weights.length, null);
        }

        @Override
        public void gains(double[] weights, double[] out) {
            compute(tasks, environments, kernel.memorization(), new double[][] {weights}, new double[][] {out});
        }

        @Override
        public void parts(double[][] weights, double[][] memorized, double[][] broad) {
            compute(tasks, environments, 1, weights, memorized);
            compute(tasks, environments, 0, weights, broad);
            for (int r = 0; r < weights.length; r++) {
                multiply(kernel.memorization(), memorized[r]);
                multiply(1 - kernel.memorization(), broad[r]);
            }
        }

        private void multiply(double factor, double[] x) {
            for (int i = 0; i < x.length; i++) {
                x[i] = factor * x[i];
            }
        }

        @Override
        public void pull(double[][] values, double[][] out) {
            compute(environments, tasks, kernel.memorization(), values, out);
        }

        @Override
        public void nearest(double[] shares, double[] out) {
            Points active = active(shares);
            double[][] none = {new double[m]};
            double[][] nothing = {new double[tasks.size()]};
            gains.compute(
                    tasks,
                    active,
                    kernel.breadth(),
                    kernel.memorization(),
                    kernel.memorizationScale(),
                    none,
                    nothing,
                    1,
                    out);
        }

        @Override
        public Two nearestTwo(double[] shares) {
            Two two = new Two(tasks.size());
            double[] row = new double[environments.dimension()];
            double[] squared = new double[m];
            for (int i = 0; i < tasks.size(); i++) {
                block.rows().row(i, row);
                KernelParts.squaredDistances(row, environments, squared);
                for (int j = 0; j < m; j++) {
                    if (shares[j] > 0) {
                        two.offer(i, j, squared[j]);
                    }
                }
            }
            return two;
        }

        private Points active(double[] shares) {
            int[] used = IntStream.range(0, m).filter(j -> shares[j] > 0).toArray();
            if (used.length == m) {
                return environments;
            }
            Points some = new Points();
            some.resize(used.length, environments.dimension());
            for (int d = 0; d < environments.dimension(); d++) {
                for (int k = 0; k < used.length; k++) {
                    some.position[d][k] = environments.position[d][used[k]];
                }
            }
            return some;
        }

        @Override
        public Teachers teachers(double[] weights, int count) {
            int kept = Math.min(count, m);
            Teachers found = Teachers.room(tasks.size(), kept);
            double[] row = new double[environments.dimension()];
            double[] squared = new double[m];
            double[] memorized = new double[m];
            double[] broad = new double[m];
            Foremost foremost = new Foremost(kept);
            for (int i = 0; i < tasks.size(); i++) {
                block.rows().row(i, row);
                KernelParts.squaredDistances(row, environments, squared);
                KernelParts.decay(squared, kernel.memorizationScale(), kernel.memorization(), memorized, m);
                KernelParts.decay(squared, kernel.breadth(), 1 - kernel.memorization(), broad, m);
                double format = kernel.formatLearning() * tasks.format[i];
                foremost.clear();
                for (int j = 0; j < m; j++) {
                    double k = memorized[j] + broad[j] + format * environments.format[j];
                    foremost.offer(j, k * weights[j]);
                }
                for (int t = 0; t < kept; t++) {
                    int j = foremost.index[t];
                    found.rows()[i][t] = j;
                    found.terms()[i][t] = foremost.value[t];
                    found.memorized()[i][t] = memorized[j] * weights[j];
                    found.distances()[i][t] = Math.sqrt(squared[j]);
                }
            }
            return found;
        }
    }
}
