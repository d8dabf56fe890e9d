package org.evalgap.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.evalgap.random.RandomStream;
import org.junit.jupiter.api.Test;

/** Exposure at the defaults finds what was planted. */
class ExposureTest {
    private static final int D = 96;
    private static final int N = 300;

    /** Positions on the unit sphere around twelve topics, as embeddings of texts lie. */
    private static double[][] embeddings(int n, RandomStream stream) {
        double[][] topics = Suites.rows(12, D, 0, 1, Suites.stream(99));
        double[][] rows = Suites.rows(n, D, 0, 0.7, stream);
        for (int i = 0; i < n; i++) {
            for (int d = 0; d < D; d++) {
                rows[i][d] += topics[i % 12][d];
            }
            normalize(rows[i]);
        }
        return rows;
    }

    private static void normalize(double[] row) {
        double square = 0;
        for (double x : row) {
            square += x * x;
        }
        for (int d = 0; d < row.length; d++) {
            row[d] /= Math.sqrt(square);
        }
    }

    /** A position so far from another one. */
    private static double[] near(double[] from, double distance, RandomStream stream) {
        double[] step = Suites.rows(1, from.length, 0, 1, stream)[0];
        normalize(step);
        double[] to = from.clone();
        for (int d = 0; d < to.length; d++) {
            to[d] += distance * step[d];
        }
        return to;
    }

    /**
     * Of 300 items 30 have a verbatim environment, 30 a near-duplicate (.2 of the spacing), 30 a paraphrase (.5); the rest of
     * 500 environments is half of the same kind, half unrelated. AUC: the share of pairs, planted and not, in the right order.
     */
    @Test
    void memorizedExposureFindsLeaksAtTheDefaults() {
        RandomStream stream = Suites.stream(31);
        double[][] items = embeddings(N, stream.substream(1));
        double spacing = 0.75;
        double[][] made = new double[500][];
        double[][] kind = embeddings(500, stream.substream(2));
        double[][] unrelated = Suites.rows(500, D, 0, 1, stream.substream(3));
        for (int j = 0; j < 500; j++) {
            normalize(unrelated[j]);
            double distance = j < 30 ? 0 : j < 60 ? 0.2 * spacing : 0.5 * spacing;
            made[j] =
                    j < 90 ? near(items[j], distance, stream.substream(100 + j)) : j % 2 == 0 ? kind[j] : unrelated[j];
        }
        AuditSpec spec = AuditSpec.withDefaults().withResamples(0).withInfluence(false);
        AuditResult result = SuiteAudit.run(
                Suite.of(
                        ItemSet.builder(Positions.of(items)).build(),
                        ItemSet.builder(Positions.of(made)).build()),
                spec);
        assertThat(result.scales().unit()).isBetween(0.6, 0.9);
        assertThat(auc(result, 0, 30)).as("verbatim").isGreaterThanOrEqualTo(0.99);
        assertThat(auc(result, 30, 60)).as("near-duplicates").isGreaterThanOrEqualTo(0.95);
        assertThat(auc(result, 60, 90)).as("paraphrases").isGreaterThanOrEqualTo(0.9);
        for (int i = 0; i < 60; i++) {
            assertThat(result.items(Place.PUBLIC).get(i).teachers().get(0).row())
                    .isEqualTo(i);
        }
    }

    private static double auc(AuditResult result, int from, int to) {
        double right = 0;
        for (int i = from; i < to; i++) {
            for (int k = 90; k < N; k++) {
                double planted = result.items(Place.PUBLIC).get(i).memorizedExposure();
                double other = result.items(Place.PUBLIC).get(k).memorizedExposure();
                right += planted > other ? 1 : planted == other ? 0.5 : 0;
            }
        }
        return right / ((to - from) * (N - 90));
    }
}
