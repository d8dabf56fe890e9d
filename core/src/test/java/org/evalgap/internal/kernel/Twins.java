package org.evalgap.internal.kernel;

import java.util.Random;

/** Plain, obvious versions of what the kernels compute, and seeded inputs for both. */
final class Twins {
    /** Sizes around the tiles and unrolled steps of the loops. */
    static final int[] SIZES = {1, 7, 8, 9, 63, 207, 1021};

    private Twins() {}

    static double sigmoid(double u) {
        return u >= 0 ? 1 / (1 + StrictMath.exp(-u)) : StrictMath.exp(u) / (1 + StrictMath.exp(u));
    }

    static double kernel(double d2, double breadth, double m, double scale) {
        return (1 - m) * StrictMath.exp(-d2 / (2 * breadth * breadth)) + m * StrictMath.exp(-d2 / (2 * scale * scale));
    }

    static double squaredDistance(Points a, int i, Points b, int j) {
        double sum = 0;
        for (int d = 0; d < a.dimension(); d++) {
            double difference = a.position[d][i] - b.position[d][j];
            sum += difference * difference;
        }
        return sum;
    }

    /** Points of a standard normal law times a spread, with difficulties and formats. */
    static Points points(Random random, int n, int dimension, double spread) {
        Points points = new Points();
        points.resize(n, dimension);
        for (int i = 0; i < n; i++) {
            for (int d = 0; d < dimension; d++) {
                points.position[d][i] = spread * random.nextGaussian();
            }
            points.difficulty[i] = 1.5 * random.nextGaussian();
            points.format[i] = random.nextInt(2);
        }
        return points;
    }

    /** The same with a surface of some axes and answers by turns of a coin. */
    static Points answered(Random random, int n, int dimension, int surface, double spread) {
        Points all = points(random, n, dimension + surface, spread);
        Points points = new Points();
        points.resize(n, dimension, surface);
        points.position = all.position;
        points.difficulty = all.difficulty;
        points.format = all.format;
        for (int i = 0; i < n; i++) {
            points.answers()[i] = random.nextBoolean() ? 1 : -1;
        }
        return points;
    }

    static double[] normals(Random random, int n, double spread) {
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = spread * random.nextGaussian();
        }
        return x;
    }

    static double[] uniforms(Random random, int n, double low, double high) {
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = low + (high - low) * random.nextDouble();
        }
        return x;
    }
}
