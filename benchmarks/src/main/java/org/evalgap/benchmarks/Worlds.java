package org.evalgap.benchmarks;

import org.evalgap.internal.kernel.Points;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;

/** Tasks as in the default scenario: half around the eval, half around work. */
final class Worlds {
    private Worlds() {}

    static Points tasks(int n, int dimension, Purpose position) {
        Points points = new Points();
        points.resize(n, dimension);
        for (int d = 0; d < dimension; d++) {
            RandomStream.of(AbstractBenchmark.SEED, 0, position, 0, 0, d).normals(points.position[d], n);
        }
        for (int i = 0; i < n; i += 2) {
            points.position[0][i] = 3 + 0.5 * points.position[0][i];
        }
        RandomStream.of(AbstractBenchmark.SEED, 1, position).normals(points.difficulty, n);
        for (int i = 0; i < n; i++) {
            points.difficulty[i] *= 1.5;
        }
        return points;
    }
}
