package org.evalgap.estimate.honesty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.assertj.core.data.Offset;
import org.evalgap.estimate.ItemRole;
import org.evalgap.estimate.ItemScore;
import org.evalgap.estimate.ItemScores;
import org.evalgap.estimate.ModelScores;
import org.evalgap.estimate.ScoreSet;
import org.evalgap.estimate.ShiftAssumption;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Which number of which stream becomes what of a drawn table: each model beside one that is made of the streams number by number, by the
 * laws in the Javadoc of InflationEstimator, OutsideWorld and SimulatedTable, with Φ of Commons Math. A seed promises the same tables in
 * every version, so that the places of the numbers are part of what is held.
 */
class WorldStreamsTest {
    private static final NormalDistribution NORMAL = new NormalDistribution();
    private static final Offset<Double> ROUNDING = within(1e-12);
    private static final int TABLES = 60;
    private static final int MODELS = 7;
    private static final int REFERENCES = 4;
    private static final int FAMILY = 3;
    private static final double GUESS = 0.2;
    private static final long SEED = 41;

    private static IntervalCheckSpec spec(ShiftAssumption assumption) {
        return IntervalCheckSpec.of(assumption, TABLES, SEED)
                .withTableSize(MODELS, REFERENCES, FAMILY)
                .withPrevalenceLogit(0.5)
                .withItems(25, 40)
                .withItemCorrelation(0.3)
                .withGuess(GUESS);
    }

    /** References are drawn where the assumption needs them. */
    private static int rows(ShiftAssumption assumption) {
        return assumption == ShiftAssumption.REFERENCE ? MODELS + REFERENCES : MODELS;
    }

    private static RandomStream stream(int table) {
        return RandomStream.of(SEED, table, Purpose.ESTIMATE);
    }

    private static double success(double probit) {
        return GUESS + (1 - GUESS) * NORMAL.cumulativeProbability(probit);
    }

    /** The law in the Javadoc of InflationEstimator, without its likelihood. */
    @ParameterizedTest
    @EnumSource(ShiftAssumption.class)
    void successesOfThePriorAreMadeOfTheirNumbers(ShiftAssumption assumption) {
        int n = rows(assumption);
        int inflated = 0;
        for (int t = 0; t < TABLES; t++) {
            RandomStream shared = stream(t).substream(1);
            double a = (assumption == ShiftAssumption.SAME_RECIPE ? 0.03 : 0.5) * shared.normal(0);
            double b = 1 + 0.1 * shared.normal(1);
            double tau = 0.1 * Math.abs(shared.normal(2));
            double mu = 0.5 + shared.normal(3);
            double sigma = shared.uniform(4) < 0.5 ? 0.5 : 1.5;
            double u = shared.uniform(6);
            double growth = u < 0.6 ? 0 : u < 0.85 ? 0.45 : 0.9;
            double mean = 0;
            for (int i = 0; i < n; i++) {
                mean += stream(t).substream(1000 + i).normal(0) / n;
            }
            Successes drawn = Successes.draw(spec(assumption), t);
            assertThat(drawn.fresh()).hasSize(n);
            for (int i = 0; i < n; i++) {
                RandomStream own = stream(t).substream(1000 + i);
                double ability = own.normal(0);
                double scale = tau * Math.exp(Math.min(Math.max(-growth * (ability - mean), -1.4), 1.4));
                double clean = success(a + b * ability + scale * studentFour(own));
                double logit =
                        mu + sigma * stream(t).substream(500_000 + i / FAMILY).normal(0);
                double share = i < MODELS ? 1 / (1 + Math.exp(-logit)) : 0.02;
                double gain = own.uniform(20) < share
                        ? gain(shared.uniform(5), own.uniform(22), own.uniform(21), 1 - clean)
                        : 0;
                inflated += gain > 0 ? 1 : 0;
                assertThat(drawn.fresh()[i]).isCloseTo(success(ability), ROUNDING);
                assertThat(drawn.inflation()[i]).isCloseTo(gain, ROUNDING);
                assertThat(drawn.onPublic()[i]).isCloseTo(clean + gain, ROUNDING);
            }
        }
        // Enough of both kinds for every branch to be asked.
        assertThat(inflated).isBetween(TABLES, (n - 1) * TABLES);
    }

    /** t₄ = Z/√(χ²₄/4). */
    private static double studentFour(RandomStream own) {
        double chi = 0;
        for (int k = 2; k <= 5; k++) {
            chi += Math.pow(own.normal(k), 2);
        }
        return own.normal(1) / Math.sqrt(chi / 4);
    }

    /**
     * Three uneven shapes with 0.97 between them, four even ones with 0.03. A tenth of the models takes any uneven one instead of the
     * table's. Beta(1, k) has the distribution function 1 − (1 − v)ᵏ.
     */
    private static double gain(double ofTable, double ofModel, double quantile, double failure) {
        int[] k = {1, 5, 20};
        double[][] even = {{0.018, 0.04}, {0.03, 0.065}, {0.045, 0.1}, {0.07, 0.16}};
        int uneven = -1;
        if (ofModel >= 0.9) {
            uneven = (int) ((ofModel - 0.9) / 0.1 * 3);
        } else if (ofTable < 0.97) {
            uneven = (int) (ofTable / 0.97 * 3);
        }
        if (uneven >= 0) {
            return failure * (1 - Math.pow(quantile, 1.0 / k[uneven]));
        }
        double[] bounds = even[(int) ((ofTable - 0.97) / 0.03 * 4)];
        double least = Math.min(bounds[0], failure / 2);
        return least + quantile * (Math.min(bounds[1], failure) - least);
    }

    /** The law in the Javadoc of OutsideWorld; of 600 abilities about seven lie beyond 2.5, and gains of up to 0.7 meet their bound. */
    @ParameterizedTest
    @EnumSource(ShiftAssumption.class)
    void successesOfOutsideWorldsAreMadeOfTheirNumbers(ShiftAssumption assumption) {
        OutsideWorld world = new OutsideWorld("w", 0.6, 0.02, 0.7, 0.06, 0.6, 0.1, 0.7);
        int n = rows(assumption);
        int bound = 0;
        int farthest = 0;
        for (int t = 0; t < TABLES; t++) {
            RandomStream stream = stream(t).substream(6);
            double a = 0.03 * stream.normal(0);
            double b = 0.7 + 0.03 * stream.normal(1);
            Successes drawn = world.successes(spec(assumption), t);
            assertThat(drawn.fresh()).hasSize(n);
            for (int i = 0; i < n; i++) {
                RandomStream own = stream.substream(1000 + i);
                double ability = Math.max(-2.5, Math.min(2.5, own.normal(0)));
                farthest += Math.abs(ability) == 2.5 ? 1 : 0;
                double family = 0.1 * stream.substream(500_000 + i / FAMILY).normal(0);
                double departure = 0.06 * Math.exp(-0.6 * ability) * own.normal(1);
                double clean = success(a + b * ability + family + departure);
                double wanted = 0.02 + 0.68 * own.uniform(21);
                double gain = i < MODELS && own.uniform(20) < 0.6 ? Math.min(wanted, 0.9 * (1 - clean)) : 0;
                bound += gain > 0 && gain < wanted ? 1 : 0;
                assertThat(drawn.fresh()[i]).isCloseTo(success(ability), ROUNDING);
                assertThat(drawn.inflation()[i]).isCloseTo(gain, ROUNDING);
                assertThat(drawn.onPublic()[i]).isCloseTo(clean + gain, ROUNDING);
            }
        }
        assertThat(bound).isPositive();
        assertThat(farthest).isPositive();
    }

    /** A model's answer j is right where uniform j of its public or fresh stream is below its success: counted here one by one. */
    @ParameterizedTest
    @EnumSource(ShiftAssumption.class)
    void scoresOfOutsideWorldsAreAnswersCountedOneByOne(ShiftAssumption assumption) {
        IntervalCheckSpec spec = spec(assumption);
        for (int t = 0; t < 5; t++) {
            Successes truth = OutsideWorld.HALF.successes(spec, t);
            SimulatedTable table = OutsideWorld.HALF.draw(spec, t);
            assertThat(table.scores()).hasSize(rows(assumption));
            for (int i = 0; i < table.scores().size(); i++) {
                RandomStream own = stream(t).substream(6).substream(1000 + i);
                assertRow(
                        table,
                        i,
                        right(own.substream(1), truth.onPublic()[i], 25),
                        right(own.substream(2), truth.fresh()[i], 40));
                assertThat(table.inflation().get(i)).isEqualTo(truth.inflation()[i]);
            }
        }
    }

    private static int right(RandomStream answers, double success, int items) {
        int right = 0;
        for (int j = 0; j < items; j++) {
            if (answers.uniform(j) < success) {
                right++;
            }
        }
        return right;
    }

    private static void assertRow(SimulatedTable table, int i, int onPublic, int onFresh) {
        ModelScores row = table.scores().get(i);
        assertThat(row.model()).isEqualTo("model-" + i);
        assertThat(row.publicScore()).isEqualTo(new ScoreSet(onPublic, 25, GUESS, 1));
        assertThat(row.freshScore()).isEqualTo(new ScoreSet(onFresh, 40, GUESS, 1));
        assertThat(row.family()).isEqualTo("family-" + i / FAMILY);
        assertThat(row.reference()).isEqualTo(i >= MODELS);
    }

    /**
     * Model i gets item j right where √r·Wⱼ + √(1 − r)·εᵢⱼ is below the normal quantile of its success. With r = sin(πρ/2) two answers of
     * success ½ are both right with probability ¼ + asin(r)/2π = ¼ + ρ/4 (Sheppard 1899).
     */
    @Test
    void answersOfThePriorAreMadeOfTheirNumbers() {
        double r = Math.sin(0.3 * Math.PI / 2);
        IntervalCheckSpec spec = spec(ShiftAssumption.REFERENCE);
        for (int t = 0; t < 5; t++) {
            Successes truth = Successes.draw(spec, t);
            SimulatedTable table = SimulatedTable.draw(spec, t);
            ItemScores items = SimulatedTable.items(spec, t, truth);
            assertThat(table.scores()).hasSize(MODELS + REFERENCES);
            assertThat(items.size()).isEqualTo((MODELS + REFERENCES) * (25 + 40));
            int[][] right = new int[2][MODELS + REFERENCES];
            for (int k = 0; k < items.size(); k++) {
                ItemScore row = items.row(k);
                int half = row.role() == ItemRole.PUBLIC ? 0 : 1;
                int i = Integer.parseInt(row.model().substring("model-".length()));
                int j = Integer.parseInt(row.item().substring("item-".length()));
                RandomStream common = stream(t).substream(2 + half);
                double latent = Math.sqrt(r) * common.normal(j)
                        + Math.sqrt(1 - r) * common.substream(i).normal(j);
                double success = half == 0 ? truth.onPublic()[i] : truth.fresh()[i];
                int answer = NORMAL.cumulativeProbability(latent) < success ? 1 : 0;
                assertThat(row.score()).isEqualTo(answer);
                assertThat(row.eval()).isEqualTo("eval");
                right[half][i] += answer;
            }
            for (int i = 0; i < MODELS + REFERENCES; i++) {
                assertRow(table, i, right[0][i], right[1][i]);
                assertThat(table.inflation().get(i)).isEqualTo(truth.inflation()[i]);
            }
        }
    }
}
