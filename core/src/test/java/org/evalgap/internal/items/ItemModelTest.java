package org.evalgap.internal.items;

import static org.assertj.core.api.Assertions.assertThat;

import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whether fits come to rest, and what their covariance is worth where clusters are as few as may be. */
class ItemModelTest {
    private static final int ITEMS = 40;

    /** Models of abilities from −1 to 1; difficulties have the given deviation, and are shared within a cluster. */
    private static ItemMatrix draw(long seed, int models, int clusters, double spread, double guess) {
        RandomStream stream = RandomStream.of(seed, 1, Purpose.ESTIMATE);
        double[][] scores = new double[models][ITEMS];
        int[] of = new int[ITEMS];
        for (int j = 0; j < ITEMS; j++) {
            of[j] = j % clusters;
            double difficulty = spread * stream.substream(1).normal(of[j]);
            for (int i = 0; i < models; i++) {
                double luck = stream.substream(10 + i).normal(j);
                scores[i][j] = -1 + 2.0 * i / models + luck > difficulty ? 1 : 0;
            }
        }
        return new ItemMatrix(scores, of, guess);
    }

    /**
     * Small tables with and without chance, whatever their answers have in common. Without shorter steps where they turn back one
     * of these would still swing by 0.0015 a round.
     */
    @Test
    void fitsOfSmallTablesComeToRest() {
        for (int models : new int[] {2, 3, 5}) {
            for (long seed = 0; seed < 3; seed++) {
                for (double spread : new double[] {0, 1, 4}) {
                    for (double guess : new double[] {0, 0.25}) {
                        ItemModel fit = new ItemModel(draw(seed, models, ITEMS, spread, guess));
                        assertThat(fit.moved)
                                .as("%d models, seed %d, spread %s, guess %s", models, seed, spread, guess)
                                .isLessThan(5e-4);
                    }
                }
            }
        }
        assertThat(new ItemModel(draw(0, 5, ITEMS, 1, 0), new double[0][], 1).moved)
                .isGreaterThan(0.01);
    }

    /**
     * Ten clusters of four items, as few as an estimate takes, over 2,000 draws: the variance that is reported, on average, is 0.90 of
     * that of the fitted probits themselves, which is known to 0.03; the window is four of that around it. Of intervals of ±1.96
     * deviations 0.925 hold the mean.
     */
    @Tag("long")
    @Test
    void tenClustersTellTheirVarianceWithinATenth() {
        int draws = 2000;
        double reported = 0;
        double sum = 0;
        double square = 0;
        for (int d = 0; d < draws; d++) {
            ItemModel fit = new ItemModel(draw(d, 5, 10, 1, 0));
            double probit = fit.probit(3);
            sum += probit;
            square += probit * probit;
            reported += ItemCovariance.of(fit)[3][3];
        }
        double variance = square / draws - sum / draws * (sum / draws);
        assertThat(reported / draws / variance).isBetween(0.78, 1.02);
    }
}
