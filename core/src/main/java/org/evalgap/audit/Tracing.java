package org.evalgap.audit;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.evalgap.audit.SuiteAudit.Trained;
import org.evalgap.internal.audit.Crowd;
import org.evalgap.internal.audit.Influences;
import org.evalgap.internal.audit.Influences.Draw;
import org.evalgap.internal.audit.Influences.Spread;
import org.evalgap.internal.audit.Influences.Units;
import org.evalgap.internal.audit.Sensitivity;
import org.evalgap.measure.Measure;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * Traces measures back to environments: for the items as they are and, as every score is a sum over items, for resampled ones.
 * Items are traced one by one, or in batches where that would take too long; batches are drawn with replacement as items are.
 */
final class Tracing {
    /** Items times squared environments that are traced one by one in a second or two. */
    private static final double FEW = 1e8;

    private static final int BATCHES = 16;
    private static final int GROUPS = 6;

    /** Batches show less than items, and many environments want many percentiles. */
    private static final int DRAWS_OF_BATCHES = 200;

    /** Functions that are traced at a time. */
    private static final int AT_ONCE = 64;

    private final SuiteAudit audit;
    private final Trained trained;
    private final double[][] weights;
    private final Sensitivity sensitivity;
    private final int m;
    private final boolean oneByOne;

    Tracing(SuiteAudit audit, Trained trained) {
        this(audit, trained, FEW);
    }

    Tracing(SuiteAudit audit, Trained trained, double few) {
        this.audit = audit;
        this.trained = trained;
        weights = audit.prepared().weights();
        sensitivity = audit.sensitivity(trained);
        m = audit.prepared().environments.size();
        oneByOne = (double) m * m * audit.prepared().tasks() <= few;
    }

    /**
     * Influence at equal compute for the items as they are; NaN for a measure that is not known.
     *
     * @param out by measure and environment, of which column i is written
     */
    static void atEqualCompute(SuiteAudit audit, Trained trained, Measure[] measures, double[][][] out, int i) {
        Sensitivity sensitivity = audit.sensitivity(trained);
        double[][] weights = audit.prepared().weights();
        double[][] factors = Arrays.stream(measures)
                .map(measure -> sensitivity.combination(measure, trained.values(), weights))
                .toArray(double[][]::new);
        int[] known = IntStream.range(0, factors.length)
                .filter(t -> !Double.isNaN(factors[t][0]))
                .toArray();
        double[][] asked = IntStream.of(known).mapToObj(t -> factors[t]).toArray(double[][]::new);
        double[][] gradients = sensitivity.gradients(asked, weights, audit.listener("influence"));
        double[] shares = trained.course().shares();
        for (double[][] rows : out) {
            for (double[] row : rows) {
                row[i] = Double.NaN;
            }
        }
        for (int k = 0; k < known.length; k++) {
            double total = 0;
            for (int j = 0; j < shares.length; j++) {
                total += shares[j] * gradients[k][j];
            }
            for (int j = 0; j < shares.length; j++) {
                out[known[k]][j][i] = shares[j] * (gradients[k][j] - total / shares.length);
            }
        }
    }

    Influences influences() {
        double[][] factors = factors(trained.values(), weights);
        int[] used = used(factors);
        double[][] gradients = gradients(used);
        boolean wanted = audit.prepared().spec.resamples() > 0;
        return new Influences(
                factors,
                gradients,
                trained.course().shares(),
                wanted ? spread(used) : null,
                (double) m * m <= FEW / GROUPS ? bends(factors, gradients) : new double[0][]);
    }

    private double[][] gradients(int[] used) {
        double[][] bases = new double[used.length][Sensitivity.BASES];
        for (int r = 0; r < used.length; r++) {
            bases[r][used[r]] = 1;
        }
        double[][] traced = sensitivity.gradients(bases, weights, audit.listener("influence"));
        double[][] gradients = new double[Sensitivity.BASES][m];
        for (int r = 0; r < used.length; r++) {
            gradients[used[r]] = traced[r];
        }
        return gradients;
    }

    /** ∂/∂a_j by measure. */
    private static double[][] combined(double[][] factors, double[][] gradients) {
        double[][] combined = new double[factors.length][gradients[0].length];
        for (int k = 0; k < factors.length; k++) {
            for (int base = 0; base < gradients.length; base++) {
                for (int j = 0; j < combined[k].length; j++) {
                    combined[k][j] += factors[k][base] * gradients[base][j];
                }
            }
        }
        return combined;
    }

    /**
     * What leaving an environment out takes from a measure beyond influence. On the way out influence grows, as others do not
     * teach what it taught: it is taken where its share is halved, groups of environments at a time; what the group's other
     * members do to it is taken from the other groups. And what was near through it alone is forgotten.
     */
    private double[][] bends(double[][] factors, double[][] gradients) {
        double[][] given = combined(factors, gradients);
        double[][] bends = combined(factors, sensitivity.forgotten(weights));
        double[] shares = trained.course().shares();
        Units groups = Units.of(m, GROUPS, RandomStream.of(0, 2, Purpose.DESIGN));
        for (int g = 0; g < groups.count() && groups.count() > 1; g++) {
            double[] halved = shares.clone();
            for (int j = 0; j < m; j++) {
                halved[j] = groups.of()[j] == g ? halved[j] / 2 : halved[j];
            }
            Trained state = audit.train(halved);
            Tracing there = new Tracing(audit, state);
            double[][] stateFactors = there.factors(state.values(), weights);
            double[][] moved = combined(stateFactors, there.gradients(used(stateFactors)));
            for (int k = 0; k < bends.length; k++) {
                for (int j = 0; j < m; j++) {
                    double part = groups.of()[j] == g ? 1 : -1.0 / (groups.count() - 1);
                    bends[k][j] += part * shares[j] * (moved[k][j] - given[k][j]);
                }
            }
        }
        return bends;
    }

    private double[][] factors(double[] values, double[][] itemWeights) {
        double[][] factors = new double[Measure.count()][];
        for (Measure measure : Measure.values()) {
            factors[measure.ordinal()] = sensitivity.combination(measure, values, itemWeights);
        }
        return factors;
    }

    private static int[] used(double[][] factors) {
        return IntStream.range(0, Sensitivity.BASES)
                .filter(base -> Arrays.stream(factors).anyMatch(f -> f[base] != 0 && !Double.isNaN(f[base])))
                .toArray();
    }

    private @Nullable Spread spread(int[] used) {
        Units[] units = new Units[weights.length];
        for (int set = 0; set < units.length; set++) {
            RandomStream stream = RandomStream.of(audit.prepared().spec.seed(), 0, Purpose.BOOTSTRAP, 4, 0, set);
            units[set] = Units.of(weights[set].length, oneByOne ? Integer.MAX_VALUE : BATCHES, stream);
        }
        double[][][] byUnit = new double[Sensitivity.SCORES][][];
        for (int base = 0; base < byUnit.length; base++) {
            int of = base;
            boolean wanted = IntStream.of(used).anyMatch(b -> b == of);
            byUnit[base] = wanted ? byUnit(base, units[Sensitivity.setOf(base)]) : new double[0][];
        }
        return new Spread(byUnit, draws(units));
    }

    private double[][] byUnit(int base, Units units) {
        double[][] all = new double[units.count()][];
        for (int from = 0; from < all.length; from += AT_ONCE) {
            int to = Math.min(from + AT_ONCE, all.length);
            double[][] some = sensitivity.byUnit(
                    base, units, from, to, weights[Sensitivity.setOf(base)], audit.listener("intervals of influence"));
            System.arraycopy(some, 0, all, from, to - from);
        }
        return all;
    }

    private Draw[] draws(Units[] units) {
        AuditSpec spec = audit.prepared().spec;
        Draw[] draws = new Draw[oneByOne ? spec.resamples() : Math.min(spec.resamples(), DRAWS_OF_BATCHES)];
        Crowd.each(draws.length, spec.threads(), () -> new Resampling(spec), (resampling, r) -> {
            double[][] counts = new double[units.length][];
            double[][] drawn = new double[units.length][];
            for (int set = 0; set < units.length; set++) {
                double[] sums = units[set].sums(weights[set]);
                counts[set] = resampling.times(r, set, sums);
                drawn[set] = units[set].drawn(counts[set], weights[set]);
                double total = 0;
                for (int u = 0; u < sums.length; u++) {
                    total += counts[set][u] * sums[u];
                }
                for (int u = 0; u < sums.length; u++) {
                    counts[set][u] /= total;
                }
            }
            draws[r] = new Draw(counts, factors(trained.grades().values(drawn), drawn));
        });
        return draws;
    }
}
