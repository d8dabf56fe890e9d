package org.evalgap.internal.posterior;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.evalgap.internal.likelihood.RecoveredShare;

/**
 * The mixture of clean and inflated models at one value of the shift: the evidence with the families' shares π integrated
 * out, and each model's part in it.
 *
 * <p>Likelihoods come as one array, {@link RowData#FUNCTIONS} per row, of which the first is without inflation and the next
 * ones with a share of each shape. Not thread-safe: it holds the node it was given last.
 */
final class FamilyMixture {
    /** Number of shapes of a recovered share. */
    static final int SHAPES = RecoveredShare.COUNT;

    private static final int STRIDE = SHAPES + 1;

    /** Least likelihood, relative to the public score's greatest: interpolation may leave nothing, or less, far outside. */
    private static final double FLOOR = 1e-30;

    /** Products are rescaled below this: a factor is at least about 1e-33, so that none gets lost. */
    private static final double SMALL = 1e-100;

    private final Prevalence prevalence;
    private final int rows;
    private final int[] references;
    private final int[][] families;
    private final double[] relative;
    private final double[] logTop;
    private final double[][] product;
    private final double[][] familyGiven;
    private final double[] joint = new double[Prevalence.HYPER];
    private final double[] logPrior = new double[SHAPES];
    private final double[] kappa = new double[Prevalence.NODES];

    FamilyMixture(List<String> names, boolean[] reference, Prevalence prevalence) {
        this.prevalence = prevalence;
        rows = names.size();
        references = IntStream.range(0, rows).filter(i -> reference[i]).toArray();
        Map<String, List<Integer>> members = new LinkedHashMap<>();
        for (int i = 0; i < rows; i++) {
            if (!reference[i]) {
                members.computeIfAbsent(names.get(i), n -> new ArrayList<>()).add(i);
            }
        }
        families = members.values().stream()
                .map(m -> m.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
        for (int k = 0; k < SHAPES; k++) {
            logPrior[k] = StrictMath.log(RecoveredShare.prior(k));
        }
        relative = new double[rows * STRIDE];
        logTop = new double[rows];
        product = new double[families.length][Prevalence.NODES];
        familyGiven = new double[families.length][Prevalence.HYPER];
    }

    private FamilyMixture(FamilyMixture other) {
        prevalence = other.prevalence;
        rows = other.rows;
        references = other.references;
        families = other.families;
        System.arraycopy(other.logPrior, 0, logPrior, 0, SHAPES);
        relative = new double[rows * STRIDE];
        logTop = new double[rows];
        product = new double[families.length][Prevalence.NODES];
        familyGiven = new double[families.length][Prevalence.HYPER];
    }

    /** The same without a node, for another thread. */
    FamilyMixture copy() {
        return new FamilyMixture(this);
    }

    /** Log prior probability of a shape. */
    double logPrior(int shape) {
        return logPrior[shape];
    }

    /** Logarithms of what each row's likelihoods were divided by. */
    void tops(double[] out) {
        System.arraycopy(logTop, 0, out, 0, rows);
    }

    /** Takes the likelihoods of a node; the next calls are about it. */
    void load(double[] likelihoods) {
        for (int i = 0; i < rows; i++) {
            int from = i * RowData.FUNCTIONS;
            int to = i * STRIDE;
            relative[to] = Math.max(likelihoods[from], FLOOR);
            double greatest = relative[to];
            double uneven = RecoveredShare.uneven(likelihoods, from + 1);
            for (int k = 0; k < SHAPES; k++) {
                relative[to + k + 1] = Math.max(RecoveredShare.mixture(uneven, likelihoods[from + 1 + k]), FLOOR);
                greatest = Math.max(greatest, relative[to + k + 1]);
            }
            logTop[i] = StrictMath.log(greatest);
            for (int f = 0; f < STRIDE; f++) {
                relative[to + f] /= greatest;
            }
        }
    }

    /** Log evidence of the reference rows for a shape. */
    double referenceEvidence(int shape) {
        double log = 0;
        double run = 1;
        for (int i : references) {
            log += logTop[i];
            run *= referenceMix(i, shape);
            if (run < 1e-200) {
                log += StrictMath.log(run);
                run = 1;
            }
        }
        return log + StrictMath.log(run);
    }

    private double referenceMix(int row, int shape) {
        return (1 - Prevalence.REFERENCE) * relative[row * STRIDE]
                + Prevalence.REFERENCE * relative[row * STRIDE + shape + 1];
    }

    /** Log evidence of all other rows for a shape. */
    double targetEvidence(int shape) {
        System.arraycopy(prevalence.prior, 0, joint, 0, Prevalence.HYPER);
        double log = 0;
        for (int f = 0; f < families.length; f++) {
            log += families[f].length == 1 ? single(f, shape) : familyProduct(f, shape);
            double greatest = 0;
            for (int s = 0; s < Prevalence.HYPER; s++) {
                joint[s] *= familyGiven[f][s];
                greatest = Math.max(greatest, joint[s]);
            }
            log += rescale(greatest);
        }
        double sum = 0;
        for (double j : joint) {
            sum += j;
        }
        return log + StrictMath.log(sum);
    }

    /** A family's evidence given every (μ, σ): the inner loop runs over those, or each addition would wait for the last. */
    private void given(double[] shares, double[] out) {
        Arrays.fill(out, 0);
        for (int q = 0; q < Prevalence.NODES; q++) {
            double[] given = prevalence.given[q];
            double share = shares[q];
            for (int s = 0; s < Prevalence.HYPER; s++) {
                out[s] = Math.fma(given[s], share, out[s]);
            }
        }
    }

    /** Keeps the joint weights away from underflow; returns the logarithm of what was taken out. */
    private double rescale(double greatest) {
        if (greatest > 1e-100) {
            return 0;
        }
        for (int s = 0; s < Prevalence.HYPER; s++) {
            joint[s] /= greatest;
        }
        return StrictMath.log(greatest);
    }

    /** A family of one needs its share's mean only. */
    private double single(int family, int shape) {
        int i = families[family][0];
        double clean = relative[i * STRIDE];
        double more = relative[i * STRIDE + shape + 1] - clean;
        double[] out = familyGiven[family];
        for (int s = 0; s < Prevalence.HYPER; s++) {
            out[s] = Math.fma(prevalence.mean[s], more, clean);
        }
        return logTop[i];
    }

    private double familyProduct(int family, int shape) {
        double[] out = product[family];
        Arrays.fill(out, 1);
        double log = 0;
        double[] share = prevalence.share;
        double[] rest = prevalence.rest;
        for (int i : families[family]) {
            double clean = relative[i * STRIDE];
            double high = relative[i * STRIDE + shape + 1];
            double greatest = 0;
            for (int q = 0; q < Prevalence.NODES; q++) {
                out[q] *= Math.fma(share[q], high, rest[q] * clean);
                greatest = Math.max(greatest, out[q]);
            }
            if (greatest < SMALL) {
                for (int q = 0; q < Prevalence.NODES; q++) {
                    out[q] /= greatest;
                }
                log += StrictMath.log(greatest);
            }
            log += logTop[i];
        }
        given(out, familyGiven[family]);
        return log;
    }

    private double mix(int row, int shape, int q) {
        double high = relative[row * STRIDE + shape + 1];
        return Math.fma(prevalence.share[q], high, prevalence.rest[q] * relative[row * STRIDE]);
    }

    /**
     * After {@link #targetEvidence} of the same shape: every row's probability of inflation given the node, and the
     * evidence without the row over that with it, in units of e to the power of {@link #tops} less.
     */
    void parts(int shape, double[] inflated, double[] without) {
        for (int i : references) {
            double mix = referenceMix(i, shape);
            inflated[i] = Prevalence.REFERENCE * relative[i * STRIDE + shape + 1] / mix;
            without[i] = 1 / mix;
        }
        for (int f = 0; f < families.length; f++) {
            if (families[f].length == 1) {
                singlePart(f, shape, inflated, without);
                continue;
            }
            shareWeights(f);
            for (int i : families[f]) {
                part(i, shape, inflated, without);
            }
        }
    }

    private void singlePart(int family, int shape, double[] inflated, double[] without) {
        int i = families[family][0];
        double sum = 0;
        double share = 0;
        double inverse = 0;
        for (int s = 0; s < Prevalence.HYPER; s++) {
            // A (μ, σ) under which the row is impossible has no part in it, rather than 0/0.
            double weight = joint[s] > 0 ? joint[s] / familyGiven[family][s] : 0;
            sum += joint[s];
            share += weight * prevalence.mean[s];
            inverse += weight;
        }
        inflated[i] = share * relative[i * STRIDE + shape + 1] / sum;
        without[i] = inverse / sum;
    }

    private void shareWeights(int family) {
        Arrays.fill(kappa, 0);
        double sum = 0;
        for (int s = 0; s < Prevalence.HYPER; s++) {
            // A (μ, σ) under which the family is impossible has no part in it, rather than 0/0.
            double weight = joint[s] > 0 ? joint[s] / familyGiven[family][s] : 0;
            for (int q = 0; q < Prevalence.NODES; q++) {
                kappa[q] += weight * prevalence.given[q][s];
            }
        }
        for (int q = 0; q < Prevalence.NODES; q++) {
            kappa[q] *= product[family][q];
            sum += kappa[q];
        }
        for (int q = 0; q < Prevalence.NODES; q++) {
            kappa[q] /= sum;
        }
    }

    private void part(int row, int shape, double[] inflated, double[] without) {
        double probability = 0;
        double inverse = 0;
        double high = relative[row * STRIDE + shape + 1];
        for (int q = 0; q < Prevalence.NODES; q++) {
            double share = kappa[q] / mix(row, shape, q);
            probability += share * prevalence.share[q] * high;
            inverse += share;
        }
        inflated[row] = probability;
        without[row] = inverse;
    }
}
