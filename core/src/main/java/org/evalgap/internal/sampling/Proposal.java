package org.evalgap.internal.sampling;

import java.util.List;
import org.evalgap.random.RandomStream;

/**
 * Where the next points come from: a tenth from the prior, so that no region is forgotten, the rest from Gaussian components, each
 * with a quarter of its points spread twice as wide, so that weights stay bounded. Immutable.
 */
final class Proposal {
    private static final double DEFENCE = 0.1;
    private static final double WIDE = 0.25;
    private static final double STRETCH = 2;
    private static final double HALF_LOG_TWO_PI = 0.9189385332046727418;

    /** One Gaussian. */
    record Component(double weight, double[] centre, Cholesky root) {}

    private final int dimension;
    private final List<Component> components;
    private final double[] logWeights;

    private Proposal(int dimension, List<Component> components) {
        this.dimension = dimension;
        this.components = components;
        this.logWeights = components.stream()
                .mapToDouble(c -> StrictMath.log(c.weight()) - c.root().logDeterminant())
                .toArray();
    }

    /** The prior itself. */
    static Proposal prior(int dimension) {
        return new Proposal(dimension, List.of());
    }

    /** A mixture; weights sum to 1. */
    static Proposal of(int dimension, List<Component> components) {
        return new Proposal(dimension, List.copyOf(components));
    }

    /** The prior's log density. */
    static double logPrior(double[] z) {
        double sum = 0;
        for (double x : z) {
            sum += x * x;
        }
        return -0.5 * sum - z.length * HALF_LOG_TWO_PI;
    }

    /** The logarithm of the density at a point. */
    double logDensity(double[] z) {
        double prior = logPrior(z);
        if (components.isEmpty()) {
            return prior;
        }
        double shift = -dimension * HALF_LOG_TWO_PI;
        double[] terms = new double[2 * components.size() + 1];
        terms[0] = prior + StrictMath.log(DEFENCE);
        double most = terms[0];
        for (int k = 0; k < components.size(); k++) {
            Component c = components.get(k);
            double distance = c.root().distance(z, c.centre());
            double base = logWeights[k] + shift + StrictMath.log(1 - DEFENCE);
            terms[2 * k + 1] = base + StrictMath.log(1 - WIDE) - 0.5 * distance;
            terms[2 * k + 2] = base
                    + StrictMath.log(WIDE)
                    - dimension * StrictMath.log(STRETCH)
                    - 0.5 * distance / (STRETCH * STRETCH);
            most = Math.max(most, Math.max(terms[2 * k + 1], terms[2 * k + 2]));
        }
        double sum = 0;
        for (double term : terms) {
            sum += StrictMath.exp(term - most);
        }
        return most + StrictMath.log(sum);
    }

    /** One point of a stream of its own. */
    double[] draw(RandomStream stream) {
        double[] normals = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            normals[i] = stream.normal(i + 2L);
        }
        double u = (stream.uniform(0) - DEFENCE) / (1 - DEFENCE);
        if (components.isEmpty() || u < 0) {
            return normals;
        }
        int k = 0;
        double below = components.get(0).weight();
        while (u >= below && k < components.size() - 1) {
            below += components.get(++k).weight();
        }
        Component c = components.get(k);
        return c.root().spread(c.centre(), stream.uniform(1) < WIDE ? STRETCH : 1, normals);
    }
}
