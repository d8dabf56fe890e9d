package org.evalgap.estimate.evals;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.evalgap.estimate.InflationEstimator;
import org.evalgap.estimate.InflationResult;
import org.evalgap.estimate.InflationSpec;
import org.evalgap.estimate.ModelInflation;
import org.evalgap.estimate.ModelScores;
import org.evalgap.estimate.ScoreSet;
import org.evalgap.estimate.ShiftAssumption;
import org.evalgap.internal.kernel.Normal;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Four evals of 600 public and 600 fresh items, 20 models and 8 references, totals. With probability 0.3 a model has 2 to 10 points more,
 * times an eval's factor between 0.5 and 1.5. Abilities differ by eval; evals suit models by 0.03 probit, and all alike by as much.
 */
@Tag("long")
class SharesHonestyTest {
    private static final int SETS = 24;

    /** Where nobody is inflated a set has a false discovery or none: there are more, so that their share is known to 0.03. */
    private static final int CLEAN_SETS = 60;

    private static final int EVALS = 4;
    private static final int MODELS = 20;
    private static final int REFERENCES = 8;
    private static final int ITEMS = 600;
    private static final double LARGE = 0.03;

    private enum Sum {
        HELD,
        MODELS,
        FALSE,
        CELLS_HELD,
        CELLS,
        LARGE_FOUND,
        LARGE,
        CELLS_FOUND,
        CELLS_LARGE,
        ALARMS,
        CLEAN
    }

    /** Estimates of a set of evals, and the true inflation by eval and model. */
    private record Drawn(Map<String, InflationResult> byEval, double[][] truth, double[] own) {}

    private static Drawn draw(int set, ShiftAssumption assumption, double share) {
        RandomStream stream = RandomStream.of(1, set, Purpose.ESTIMATE).substream(9);
        double[] own = new double[MODELS];
        for (int i = 0; i < MODELS; i++) {
            own[i] = stream.substream(1).uniform(i) < share
                    ? 0.02 + 0.08 * stream.substream(2).uniform(i)
                    : 0;
        }
        InflationEstimator estimator = new InflationEstimator(InflationSpec.withDefaults());
        int all = MODELS + (assumption == ShiftAssumption.REFERENCE ? REFERENCES : 0);
        double[][] truth = new double[EVALS][MODELS];
        Map<String, InflationResult> byEval = new LinkedHashMap<>();
        for (int e = 0; e < EVALS; e++) {
            RandomStream eval = stream.substream(100L + e);
            double shift = 0.03 * eval.normal(0);
            double factor = 0.5 + eval.uniform(1);
            List<ModelScores> rows = new ArrayList<>();
            for (int i = 0; i < all; i++) {
                double ability = 0.8 * stream.substream(3).normal(i)
                        + 0.3 * eval.substream(4).normal(i);
                double clean =
                        Normal.cdf(shift + ability + 0.03 * eval.substream(5).normal(i));
                double gain = i < MODELS ? Math.min(own[i] * factor, 0.9 * (1 - clean)) : 0;
                if (i < MODELS) {
                    truth[e][i] = gain;
                }
                ScoreSet onPublic = answers(eval.substream(1000L + i), clean + gain);
                ScoreSet fresh = answers(eval.substream(2000L + i), Normal.cdf(ability));
                rows.add(ModelScores.of("m" + i, onPublic, fresh).withReference(i >= MODELS));
            }
            byEval.put("e" + e, estimator.estimate(rows, assumption));
        }
        return new Drawn(byEval, truth, own);
    }

    private static ScoreSet answers(RandomStream stream, double success) {
        int right = 0;
        for (int j = 0; j < ITEMS; j++) {
            right += stream.uniform(j) < success ? 1 : 0;
        }
        return ScoreSet.of(right, ITEMS);
    }

    private static double[] sums(Drawn drawn) {
        double[] out = new double[Sum.values().length];
        EvalShares shares = EvalShares.of(drawn.byEval(), 0.95);
        double found = 0;
        double wrong = 0;
        for (int i = 0; i < MODELS; i++) {
            EvalShares.ModelShare model = shares.models().get(i);
            double mean = 0;
            for (double[] eval : drawn.truth()) {
                mean += eval[i] / EVALS;
            }
            out[Sum.HELD.ordinal()] += model.share().contains(mean) ? 1 : 0;
            out[Sum.MODELS.ordinal()]++;
            boolean clean = drawn.own()[i] == 0;
            found += model.found() ? 1 : 0;
            wrong += model.found() && clean ? 1 : 0;
            out[Sum.ALARMS.ordinal()] += clean && model.pValue() <= 0.05 ? 1 : 0;
            out[Sum.CLEAN.ordinal()] += clean ? 1 : 0;
            out[Sum.LARGE_FOUND.ordinal()] += mean > LARGE && model.found() ? 1 : 0;
            out[Sum.LARGE.ordinal()] += mean > LARGE ? 1 : 0;
        }
        out[Sum.FALSE.ordinal()] = wrong / Math.max(found, 1);
        for (EvalShares.Cell cell : shares.cells()) {
            double truth = drawn.truth()[cell.eval().charAt(1) - '0'][
                    Integer.parseInt(cell.model().substring(1))];
            out[Sum.CELLS_HELD.ordinal()] += cell.gap().contains(truth) ? 1 : 0;
            out[Sum.CELLS.ordinal()]++;
        }
        for (int e = 0; e < EVALS; e++) {
            for (int i = 0; i < MODELS; i++) {
                ModelInflation alone = drawn.byEval().get("e" + e).models().get(i);
                out[Sum.CELLS_FOUND.ordinal()] += drawn.truth()[e][i] > LARGE && alone.found() ? 1 : 0;
                out[Sum.CELLS_LARGE.ordinal()] += drawn.truth()[e][i] > LARGE ? 1 : 0;
            }
        }
        return out;
    }

    private static double[] all(ShiftAssumption assumption, double share, int count) {
        double[] out = new double[Sum.values().length];
        List<double[]> sets = IntStream.range(0, count)
                .parallel()
                .mapToObj(set -> sums(draw(set, assumption, share)))
                .toList();
        sets.forEach(set -> {
            for (int s = 0; s < out.length; s++) {
                out[s] += set[s];
            }
        });
        System.out.printf(
                "%s, %.1f inflated: models held %.3f, cells held %.3f, false discoveries %.4f, alarms at 0.05 %.4f, power %.3f,"
                        + " by one eval %.3f%n",
                assumption.label(),
                share,
                ratio(out, Sum.HELD, Sum.MODELS),
                ratio(out, Sum.CELLS_HELD, Sum.CELLS),
                out[Sum.FALSE.ordinal()] / count,
                ratio(out, Sum.ALARMS, Sum.CLEAN),
                ratio(out, Sum.LARGE_FOUND, Sum.LARGE),
                ratio(out, Sum.CELLS_FOUND, Sum.CELLS_LARGE));
        return out;
    }

    private static double ratio(double[] sums, Sum over, Sum under) {
        return sums[over.ordinal()] / sums[under.ordinal()];
    }

    /**
     * 480 models in 24 sets of evals. The share of intervals that hold the mean of a model's inflation has a standard error of about 0.016, that
     * of false alarms of 0.01, false discoveries one of 0.01: windows are two of them around what is promised, so that where a
     * promise is only just kept each fails by chance in one of 44 seeds (of one side of an interval's); the seed is fixed. Under robust
     * shares are above those of the bulk, so that the truth is missed more often: 0.929 and 0.937 were held.
     */
    @ParameterizedTest
    @CsvSource({"REFERENCE, 0.918", "SAME_RECIPE, 0.918", "ROBUST, 0.9"})
    void whatIsToldOfModelsIsSo(ShiftAssumption assumption, double least) {
        double[] sums = all(assumption, 0.3, SETS);
        assertThat(ratio(sums, Sum.HELD, Sum.MODELS)).isBetween(least, 0.982);
        assertThat(ratio(sums, Sum.CELLS_HELD, Sum.CELLS)).isBetween(least, 0.982);
        assertThat(sums[Sum.FALSE.ordinal()] / SETS).isLessThan(0.05 + 0.02);
        assertThat(ratio(sums, Sum.ALARMS, Sum.CLEAN)).isLessThan(0.05 + 0.02);
        // Four evals find at least three times the share that one finds: 0.66 to 0.76 against 0.14 to 0.21.
        assertThat(ratio(sums, Sum.LARGE_FOUND, Sum.LARGE))
                .isGreaterThan(3 * ratio(sums, Sum.CELLS_FOUND, Sum.CELLS_LARGE));
    }

    /** Two standard errors above what is promised, as above. */
    @Test
    void nobodyIsFoundWhereNobodyIsInflated() {
        double[] sums = all(ShiftAssumption.ROBUST, 0, CLEAN_SETS);
        assertThat(sums[Sum.FALSE.ordinal()] / CLEAN_SETS).isLessThan(0.05 + 2 * Math.sqrt(0.05 * 0.95 / CLEAN_SETS));
        assertThat(ratio(sums, Sum.ALARMS, Sum.CLEAN)).isLessThan(0.05 + 0.02);
    }
}
