package org.evalgap.audit;

import java.util.Arrays;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;

/** Small suites of random numbers for tests. */
final class Suites {
    private Suites() {}

    /** Random numbers of a test. */
    static RandomStream stream(long seed) {
        return RandomStream.of(seed, 0, Purpose.STUDY);
    }

    /** Standard normal rows around a centre on the first axis. */
    static double[][] rows(int n, int dimension, double centre, double spread, RandomStream stream) {
        double[][] rows = new double[n][dimension];
        for (int i = 0; i < n; i++) {
            for (int d = 0; d < dimension; d++) {
                rows[i][d] = spread * stream.normal((long) i * dimension + d) + (d == 0 ? centre : 0);
            }
        }
        return rows;
    }

    static ItemSetBuilder set(double[][] rows, RandomStream stream) {
        double[] difficulties = new double[rows.length];
        double[] weights = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            difficulties[i] = stream.normal(i);
            weights[i] = 0.5 + stream.uniform(1_000_000L + i);
        }
        return ItemSet.builder(Positions.of(rows)).difficulties(difficulties).weights(weights);
    }

    /** Public and fresh items around 1.5, work around 0; half of the environments are near public items. */
    static Suite suite(long seed, int items, int environments, int dimension) {
        RandomStream stream = stream(seed);
        double[][] publicRows = rows(items, dimension, 1.5, 0.7, stream.substream(1));
        double[][] made = rows(environments, dimension, 0, 1, stream.substream(2));
        for (int j = 0; j < environments; j += 2) {
            for (int d = 0; d < dimension; d++) {
                made[j][d] = publicRows[j % items][d] + 0.1 * made[j][d];
            }
        }
        double[] shares = new double[environments];
        for (int j = 0; j < environments; j++) {
            shares[j] = 0.3 + 2 * stream.substream(3).uniform(j);
        }
        return Suite.of(
                        set(publicRows, stream.substream(4)).build(),
                        set(made, stream.substream(5)).shares(shares).build())
                .withFresh(set(rows(items + 3, dimension, 1.5, 0.7, stream.substream(6)), stream.substream(7))
                        .build())
                .withWork(set(rows(items + 5, dimension, 0, 1, stream.substream(8)), stream.substream(9))
                        .build());
    }

    static ItemSet equalShares(ItemSet set) {
        double[] ones = new double[set.size()];
        Arrays.fill(ones, 1);
        return set.withShares(ones);
    }

    static double[] shares(ItemSet set) {
        double[] shares = new double[set.size()];
        Arrays.setAll(shares, set::share);
        return Preparation.normalized(shares);
    }
}
