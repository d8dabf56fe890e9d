package org.evalgap.internal.posterior;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.evalgap.internal.likelihood.MixtureProducts;
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

    /** Joint weights are rescaled below this. */
    private static final double SMALL = 1e-100;

    private final Prevalence prevalence;
    private final int rows;
    private final int[] references;
    private final int[] others;
    private final int[][] families;

    /** Families of several by size, the largest first: their places among the products. */
    private final int[] large;

    /** By family: its first column there, one a shape. */
    private final int[] column;

    private final double[] relative;
    private final double[] logTop;
    private final double[] logPrior = new double[SHAPES];
    private final double[] kappa = new double[Prevalence.NODES];
    private final double[] ratio = new double[Prevalence.NODES];

    private final MixtureProducts products;

    private final double[] low;
    private final double[] high;

    /** By family: evidence given every (μ, σ), shape by shape. */
    private final double[][] given;

    /** By family and shape: logarithm of what that was divided by. */
    private final double[] familyLog;

    /** By shape: joint weight of every (μ, σ), and the log evidence of all rows that are no references. */
    private final double[][] joint = new double[SHAPES][Prevalence.HYPER];

    private final double[] evidence = new double[SHAPES];
    private boolean weighed;

    FamilyMixture(List<String> names, boolean[] reference, Prevalence prevalence) {
        this(prevalence, names.size(), marked(reference, true), marked(reference, false), families(names, reference));
        for (int k = 0; k < SHAPES; k++) {
            logPrior[k] = StrictMath.log(RecoveredShare.prior(k));
        }
    }

    private FamilyMixture(Prevalence prevalence, int rows, int[] references, int[] others, int[][] families) {
        this.prevalence = prevalence;
        this.rows = rows;
        this.references = references;
        this.others = others;
        this.families = families;
        large = IntStream.range(0, families.length)
                .filter(f -> families[f].length > 1)
                .boxed()
                .sorted(Comparator.comparing(f -> -families[f].length))
                .mapToInt(Integer::intValue)
                .toArray();
        relative = new double[rows * STRIDE];
        logTop = new double[rows];
        low = new double[large.length * SHAPES];
        high = new double[large.length * SHAPES];
        products = new MixtureProducts(prevalence.share, prevalence.rest, prevalence.given, low.length);
        given = new double[families.length][SHAPES * Prevalence.HYPER];
        familyLog = new double[families.length * SHAPES];
        column = new int[families.length];
        for (int at = 0; at < large.length; at++) {
            column[large[at]] = at * SHAPES;
        }
    }

    private static int[] marked(boolean[] reference, boolean as) {
        return IntStream.range(0, reference.length)
                .filter(i -> reference[i] == as)
                .toArray();
    }

    private static int[][] families(List<String> names, boolean[] reference) {
        Map<String, List<Integer>> members = new LinkedHashMap<>();
        for (int i : marked(reference, false)) {
            members.computeIfAbsent(names.get(i), n -> new ArrayList<>()).add(i);
        }
        return members.values().stream()
                .map(m -> m.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    /** The same without a node, for another thread. */
    FamilyMixture copy() {
        FamilyMixture out = new FamilyMixture(prevalence, rows, references, others, families);
        System.arraycopy(logPrior, 0, out.logPrior, 0, SHAPES);
        return out;
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
        load(likelihoods, true, true);
    }

    /** The same of references, of the others, or of both: those of the rest are not asked for then. */
    void load(double[] likelihoods, boolean ofReferences, boolean ofOthers) {
        weighed = false;
        if (ofReferences) {
            load(likelihoods, references);
        }
        if (ofOthers) {
            load(likelihoods, others);
        }
    }

    private void load(double[] likelihoods, int[] which) {
        for (int i : which) {
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
        if (!weighed) {
            multiply();
            for (int f = 0; f < families.length; f++) {
                if (families[f].length == 1) {
                    single(f);
                }
            }
            for (int k = 0; k < SHAPES; k++) {
                evidence[k] = weigh(k);
            }
            weighed = true;
        }
        return evidence[shape];
    }

    /** The large families' evidence given every (μ, σ): members of the same place in all of them at a time. */
    private void multiply() {
        products.clear();
        int left = large.length;
        for (int place = 0; left > 0; place++) {
            while (left > 0 && families[large[left - 1]].length <= place) {
                left--;
            }
            for (int at = 0; at < left; at++) {
                int row = families[large[at]][place] * STRIDE;
                Arrays.fill(low, at * SHAPES, (at + 1) * SHAPES, relative[row]);
                System.arraycopy(relative, row + 1, high, at * SHAPES, SHAPES);
            }
            products.multiply(low, high, left * SHAPES);
            for (int c = 0; c < left * SHAPES; c++) {
                products.addLog(c, logTop[families[large[c / SHAPES]][place]]);
            }
        }
        products.expect();
        for (int f : large) {
            for (int k = 0; k < SHAPES; k++) {
                familyLog[f * SHAPES + k] = products.log(column[f] + k);
                for (int s = 0; s < Prevalence.HYPER; s++) {
                    given[f][k * Prevalence.HYPER + s] = products.expected(s, column[f] + k);
                }
            }
        }
    }

    /** A family of one needs its share's mean only. */
    private void single(int family) {
        int i = families[family][0];
        double clean = relative[i * STRIDE];
        double[] out = given[family];
        for (int k = 0; k < SHAPES; k++) {
            familyLog[family * SHAPES + k] = logTop[i];
            double more = relative[i * STRIDE + k + 1] - clean;
            for (int s = 0; s < Prevalence.HYPER; s++) {
                out[k * Prevalence.HYPER + s] = Math.fma(prevalence.mean[s], more, clean);
            }
        }
    }

    private double weigh(int shape) {
        double[] weights = joint[shape];
        System.arraycopy(prevalence.prior, 0, weights, 0, Prevalence.HYPER);
        int at = 0;
        double log = 0;
        for (int f = 0; f < families.length; f++) {
            log += familyLog[f * SHAPES + shape];
            for (int s = 0; s < Prevalence.HYPER; s++) {
                weights[s] *= given[f][shape * Prevalence.HYPER + s];
            }
            // While one is not small, the greatest is not.
            if (!(weights[at] > SMALL)) {
                at = greatest(weights);
                log += rescale(weights, weights[at]);
            }
        }
        double sum = 0;
        for (double w : weights) {
            sum += w;
        }
        return log + StrictMath.log(sum);
    }

    private static int greatest(double[] weights) {
        int at = 0;
        for (int s = 1; s < weights.length; s++) {
            at = weights[s] > weights[at] ? s : at;
        }
        return at;
    }

    /** Keeps the joint weights away from underflow; returns the logarithm of what was taken out. */
    private static double rescale(double[] weights, double greatest) {
        if (greatest > SMALL) {
            return 0;
        }
        for (int s = 0; s < weights.length; s++) {
            weights[s] /= greatest;
        }
        return StrictMath.log(greatest);
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
            shareWeights(f, shape);
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
            double weight = without(family, shape, s);
            sum += joint[shape][s];
            share += weight * prevalence.mean[s];
            inverse += weight;
        }
        inflated[i] = share * relative[i * STRIDE + shape + 1] / sum;
        without[i] = inverse / sum;
    }

    /** Joint weight without a family. A (μ, σ) under which the family is impossible has no part in it, rather than 0/0. */
    private double without(int family, int shape, int s) {
        return joint[shape][s] > 0 ? joint[shape][s] / given[family][shape * Prevalence.HYPER + s] : 0;
    }

    private void shareWeights(int family, int shape) {
        Arrays.fill(kappa, 0);
        for (int s = 0; s + 1 < Prevalence.HYPER; s += 2) {
            add(without(family, shape, s), prevalence.of[s], without(family, shape, s + 1), prevalence.of[s + 1]);
        }
        double sum = 0;
        for (int q = 0; q < Prevalence.NODES; q++) {
            kappa[q] *= products.product(q, column[family] + shape);
            sum += kappa[q];
        }
        for (int q = 0; q < Prevalence.NODES; q++) {
            kappa[q] /= sum;
        }
    }

    private void add(double v, double[] first, double w, double[] next) {
        for (int q = 0; q < Prevalence.NODES; q++) {
            kappa[q] = kappa[q] + v * first[q] + w * next[q];
        }
    }

    private void part(int row, int shape, double[] inflated, double[] without) {
        double clean = relative[row * STRIDE];
        double more = relative[row * STRIDE + shape + 1];
        for (int q = 0; q < Prevalence.NODES; q++) {
            ratio[q] = kappa[q] / Math.fma(prevalence.share[q], more, prevalence.rest[q] * clean);
        }
        double probability = 0;
        double inverse = 0;
        for (int q = 0; q < Prevalence.NODES; q++) {
            probability += ratio[q] * prevalence.share[q] * more;
            inverse += ratio[q];
        }
        inflated[row] = probability;
        without[row] = inverse;
    }
}
