package org.evalgap.audit;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.evalgap.audit.SuiteAudit.Trained;
import org.evalgap.internal.audit.Crowd;
import org.evalgap.internal.audit.Influences;
import org.evalgap.internal.audit.Influences.Draw;
import org.evalgap.internal.audit.Influences.Removals;
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

    /** Squared environments up to which every kernel of a range tells of removal. */
    private static final double FEW_OF_RANGE = 1e6;

    private static final int BATCHES = 16;
    private static final int GROUPS = 6;

    /** As many environments as fewer ones count for, or their items would fill the memory. */
    private static final int LEAST = 100;

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

    /** Influence and removal at equal compute, by measure and environment; NaN where a measure is not known. */
    record AtEqualCompute(double[][] influence, double[][] removal) {}

    /** Of few measures, for the items as they are. Removal is left out, NaN, where it takes too long. */
    AtEqualCompute atEqualCompute(Measure[] measures) {
        double[][] given = gradients(measures);
        double[] shares = trained.course().shares();
        boolean known = Arrays.stream(given).anyMatch(row -> !Double.isNaN(row[0]));
        boolean removed = known && (double) m * m <= FEW_OF_RANGE;
        double[][] bends = removed ? combined(combinations(measures), sensitivity.forgotten(weights)) : new double[0][];
        Units groups = groups();
        for (int g = 0; removed && g < groups.count() && groups.count() > 1; g++) {
            bend(bends, groups, g, given, halved(groups, g).gradients(measures));
        }
        double[][] influence = new double[measures.length][m];
        double[][] removal = new double[measures.length][m];
        for (int k = 0; k < measures.length; k++) {
            double total = 0;
            for (int j = 0; j < m; j++) {
                total += shares[j] * given[k][j];
            }
            for (int j = 0; j < m; j++) {
                double own = shares[j] * given[k][j];
                influence[k][j] = shares[j] * (given[k][j] - total / m);
                removal[k][j] =
                        removed ? Influences.takenOver(-(own + bends[k][j]), total - own, shares[j] / m) : Double.NaN;
            }
        }
        return new AtEqualCompute(influence, removal);
    }

    private double[][] combinations(Measure[] measures) {
        return Arrays.stream(measures)
                .map(measure -> sensitivity.combination(measure, trained.values(), weights))
                .toArray(double[][]::new);
    }

    /** ∂𝓜/∂a_j of few measures; NaN of those that are not known. */
    private double[][] gradients(Measure[] measures) {
        double[][] factors = combinations(measures);
        int[] known = IntStream.range(0, factors.length)
                .filter(t -> !Double.isNaN(factors[t][0]))
                .toArray();
        double[][] asked = IntStream.of(known).mapToObj(t -> factors[t]).toArray(double[][]::new);
        double[][] traced = sensitivity.gradients(asked, weights, audit.listener("influence"));
        double[][] gradients = new double[measures.length][m];
        for (double[] row : gradients) {
            Arrays.fill(row, Double.NaN);
        }
        for (int k = 0; k < known.length; k++) {
            gradients[known[k]] = traced[k];
        }
        return gradients;
    }

    Influences influences() {
        double[][] factors = factors(trained.values(), weights);
        int[] used = used(factors);
        double[][] gradients = gradients(used);
        boolean wanted = audit.prepared().spec.resamples() > 0;
        Spread spread = wanted ? spread(used, units(oneByOne), oneByOne) : null;
        return new Influences(
                factors, gradients, trained.course().shares(), spread, removals(factors, gradients, used, spread));
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

    /** The audit with the shares of a group halved. */
    private Tracing halved(Units groups, int g) {
        double[] halved = trained.course().shares().clone();
        for (int j = 0; j < m; j++) {
            halved[j] = groups.of()[j] == g ? halved[j] / 2 : halved[j];
        }
        return new Tracing(audit, audit.train(halved));
    }

    /**
     * What leaving an environment out takes from a measure beyond influence. On the way out influence grows, as others do not
     * teach what it taught: it is taken where its share is halved, groups of environments at a time; what the group's other
     * members do to it is taken from the other groups. And what was near through it alone is forgotten.
     */
    private void bend(double[][] bends, Units groups, int g, double[][] given, double[][] moved) {
        double[] shares = trained.course().shares();
        for (int k = 0; k < bends.length; k++) {
            for (int j = 0; j < m; j++) {
                bends[k][j] += groups.part(j, g) * shares[j] * (moved[k][j] - given[k][j]);
            }
        }
    }

    private Units groups() {
        return Units.of(m, GROUPS, RandomStream.of(0, 2, Purpose.DESIGN));
    }

    private @Nullable Removals removals(
            double[][] factors, double[][] gradients, int[] used, @Nullable Spread influence) {
        if ((double) m * m > FEW / GROUPS) {
            return null;
        }
        Units groups = groups();
        double[][] given = combined(factors, gradients);
        double[][] bends = combined(factors, sensitivity.forgotten(weights));
        boolean each = oneByOne && (double) m * audit.prepared().tasks() * Math.max(m, LEAST) <= FEW / GROUPS;
        Units[] units = units(each);
        Spread[] spreads = new Spread[groups.count() > 1 ? groups.count() : 0];
        for (int g = 0; g < spreads.length; g++) {
            Tracing there = halved(groups, g);
            double[][] moved = there.factors(there.trained.values(), weights);
            int[] usedThere = used(moved);
            bend(bends, groups, g, given, combined(moved, there.gradients(usedThere)));
            if (influence != null) {
                spreads[g] = there.spread(usedThere, units, each);
            }
        }
        if (influence == null || spreads.length == 0) {
            return new Removals(bends, groups, null, new double[0][][], new Spread[0]);
        }
        Spread spread = each == oneByOne ? influence : spread(used, units, each);
        return new Removals(bends, groups, spread, sensitivity.forgotten(units, weights), spreads);
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

    private Units[] units(boolean each) {
        Units[] units = new Units[weights.length];
        for (int set = 0; set < units.length; set++) {
            RandomStream stream = RandomStream.of(audit.prepared().spec.seed(), 0, Purpose.BOOTSTRAP, 4, 0, set);
            units[set] = Units.of(weights[set].length, each ? Integer.MAX_VALUE : BATCHES, stream);
        }
        return units;
    }

    private Spread spread(int[] used, Units[] units, boolean each) {
        double[][][] byUnit = new double[Sensitivity.SCORES][][];
        for (int base = 0; base < byUnit.length; base++) {
            int of = base;
            boolean wanted = IntStream.of(used).anyMatch(b -> b == of);
            byUnit[base] = wanted ? byUnit(base, units[Sensitivity.setOf(base)]) : new double[0][];
        }
        return new Spread(byUnit, draws(units, each));
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

    private Draw[] draws(Units[] units, boolean each) {
        AuditSpec spec = audit.prepared().spec;
        Draw[] draws = new Draw[each ? spec.resamples() : Math.min(spec.resamples(), DRAWS_OF_BATCHES)];
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
