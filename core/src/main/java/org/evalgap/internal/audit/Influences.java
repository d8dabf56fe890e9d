package org.evalgap.internal.audit;

import java.util.Arrays;
import java.util.Objects;
import org.evalgap.measure.Measure;
import org.evalgap.random.RandomStream;
import org.jspecify.annotations.Nullable;

/** ∂𝓜/∂a_j of every measure, as combinations of few functions: for the items as they are, and for resampled ones. */
public final class Influences {
    private final double[][] factors;
    private final double[][] gradients;
    private final double[] shares;
    private final double[] sums;
    private final @Nullable Spread spread;
    private final @Nullable Removals removals;

    /** Σ_j a_j of what units bring in, by function and unit. */
    private final double[][] totals = new double[Sensitivity.SCORES][];

    private final double[][] removalTotals;

    /**
     * Influences on measures.
     *
     * @param factors factors of the functions, by measure
     * @param gradients ∂/∂a_j by function
     * @param shares a
     * @param spread what resampled items would show; null where nobody wants to know
     * @param removals what leaving an environment out does beyond influence; null where nobody wants to know
     */
    public Influences(
            double[][] factors,
            double[][] gradients,
            double[] shares,
            @Nullable Spread spread,
            @Nullable Removals removals) {
        this.removals = removals;
        this.factors = factors;
        this.gradients = gradients;
        this.shares = shares;
        this.spread = spread;
        sums = new double[gradients.length];
        for (int base = 0; base < sums.length; base++) {
            for (int j = 0; j < shares.length; j++) {
                sums[base] += shares[j] * gradients[base][j];
            }
        }
        for (int base = 0; base < totals.length && spread != null; base++) {
            totals[base] = totals(spread.byUnit[base]);
        }
        Spread ofRemovals = removals == null ? null : removals.given;
        removalTotals = ofRemovals == null ? new double[0][] : totals(ofRemovals);
    }

    /** Σ_j a_j of what resamples show, by resample and function. */
    private double[][] totals(Spread of) {
        double[][] byUnit = new double[of.byUnit.length][];
        for (int base = 0; base < byUnit.length; base++) {
            byUnit[base] = totals(of.byUnit[base]);
        }
        double[][] totals = new double[of.draws.length][byUnit.length];
        for (int r = 0; r < totals.length; r++) {
            for (int base = 0; base < byUnit.length; base++) {
                double[] counts = of.draws[r].counts[Sensitivity.setOf(base)];
                for (int u = 0; u < byUnit[base].length; u++) {
                    totals[r][base] = Math.fma(counts[u], byUnit[base][u], totals[r][base]);
                }
            }
        }
        return totals;
    }

    private double[] totals(double[][] byUnit) {
        double[] total = new double[byUnit.length];
        for (int u = 0; u < total.length; u++) {
            for (int j = 0; j < shares.length; j++) {
                total[u] = Math.fma(shares[j], byUnit[u][j], total[u]);
            }
        }
        return total;
    }

    /**
     * Items in units that are drawn together: each by itself, or in batches where they are too many to be traced one by one.
     *
     * @param of the unit of every item, from 0
     * @param count how many units there are
     */
    public record Units(int[] of, int count) {
        /**
         * Every item by itself, or as many batches as there are to be, of items by chance.
         *
         * @param items how many items
         * @param most how many units at most, at least 1
         * @param stream chance
         * @return the units
         */
        public static Units of(int items, int most, RandomStream stream) {
            int[] of = new int[items];
            if (items <= most) {
                Arrays.setAll(of, i -> i);
                return new Units(of, items);
            }
            int[] order = new int[items];
            Arrays.setAll(order, i -> i);
            for (int i = items - 1; i > 0; i--) {
                int k = (int) (stream.uniform(i) * (i + 1));
                int kept = order[i];
                order[i] = order[k];
                order[k] = kept;
            }
            for (int i = 0; i < items; i++) {
                of[order[i]] = i % most;
            }
            return new Units(of, most);
        }

        /**
         * How a group counts in what halving shares does to a member of one: its own group wholly, less the mean of the others, whose
         * members do to it what those of its own group do.
         *
         * @param i the member
         * @param group which group
         * @return 1 for its own group, minus one over the number of the others for each of these
         */
        public double part(int i, int group) {
            return of[i] == group ? 1 : -1.0 / (count - 1);
        }

        /**
         * Sums over the items of every unit.
         *
         * @param x a number an item
         * @return a sum a unit
         */
        public double[] sums(double[] x) {
            double[] sums = new double[count];
            for (int i = 0; i < x.length; i++) {
                sums[of[i]] += x[i];
            }
            return sums;
        }

        /**
         * Weights of items whose units are drawn.
         *
         * @param times how often each unit is drawn
         * @param weight weights of the items
         * @return times the weight, an item
         */
        public double[] drawn(double[] times, double[] weight) {
            double[] drawn = new double[of.length];
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = times[of[i]] * weight[i];
            }
            return drawn;
        }
    }

    /**
     * A resample of items.
     *
     * @param counts how often each unit counts over the sum of weights, by set
     * @param factors factors of the functions, by measure
     */
    public record Draw(double[][] counts, double[][] factors) {}

    /**
     * What resampled items would show.
     *
     * @param byUnit ∂/∂a_j of what a unit of items brings into a score: by function, unit, environment
     * @param draws the resamples
     */
    public record Spread(double[][][] byUnit, Draw[] draws) {
        /** What resample r shows of ∂/∂a_j, by function. */
        private double[] values(int r, int j) {
            double[] values = new double[Sensitivity.BASES];
            for (int base = 0; base < byUnit.length; base++) {
                values[base] = sum(draws[r].counts[Sensitivity.setOf(base)], byUnit[base], j);
            }
            return values;
        }
    }

    private static double sum(double[] counts, double[][] units, int j) {
        double sum = 0;
        for (int u = 0; u < units.length; u++) {
            sum = Math.fma(counts[u], units[u][j], sum);
        }
        return sum;
    }

    /**
     * What leaving environments out does beyond influence.
     *
     * @param bends what it takes from a measure beyond influence, by measure and environment
     * @param groups environments in groups whose shares were halved together
     * @param given what resampled items would show of influence; null where nobody wants to know
     * @param forgotten what units of items forget, by function, unit, environment
     * @param halved what resampled items would show of influence where the shares of a group are halved, by group
     */
    public record Removals(
            double[][] bends, Units groups, @Nullable Spread given, double[][][] forgotten, Spread[] halved) {
        /** What resample r shows of bends of environment j, by measure. */
        private double[] bends(int r, int j, double share) {
            double[] bends = new double[this.bends.length];
            Draw draw = draws(r);
            for (int base = 0; base < forgotten.length; base++) {
                double lost = sum(draw.counts[Sensitivity.setOf(base)], forgotten[base], j);
                for (int k = 0; k < bends.length; k++) {
                    bends[k] = Math.fma(draw.factors[k][base], lost, bends[k]);
                }
            }
            for (int g = 0; g < halved.length; g++) {
                double part = groups.part(j, g) * share;
                double[] moved = combined(halved[g].draws[r].factors, halved[g].values(r, j));
                for (int k = 0; k < bends.length; k++) {
                    bends[k] = Math.fma(part, moved[k], bends[k]);
                }
            }
            return bends;
        }

        private Draw draws(int r) {
            return Objects.requireNonNull(given).draws[r];
        }
    }

    private static double[] combined(double[][] factors, double[] values) {
        double[] combined = new double[factors.length];
        for (int k = 0; k < combined.length; k++) {
            for (int base = 0; base < values.length; base++) {
                combined[k] = Math.fma(factors[k][base], values[base], combined[k]);
            }
        }
        return combined;
    }

    /**
     * ∂𝓜/∂a_j.
     *
     * @param measure 𝓜
     * @param j environment
     * @return the derivative; NaN where there is none
     */
    public double addition(Measure measure, int j) {
        double[] f = factors[measure.ordinal()];
        double sum = 0;
        for (int base = 0; base < f.length; base++) {
            sum += f[base] * gradients[base][j];
        }
        return sum;
    }

    /**
     * ∂𝓜/∂ log a_j, the others' shares unchanged.
     *
     * @param measure 𝓜
     * @param j environment
     * @return the derivative; NaN where there is none
     */
    public double influence(Measure measure, int j) {
        return shares[j] * addition(measure, j);
    }

    /**
     * The same where the others give way in proportion.
     *
     * @param measure 𝓜
     * @param j environment
     * @return the derivative; NaN where there is none
     */
    public double atEqualCompute(Measure measure, int j) {
        double[] f = factors[measure.ordinal()];
        double total = 0;
        for (int base = 0; base < f.length; base++) {
            total += f[base] * sums[base];
        }
        return influence(measure, j) - shares[j] / shares.length * total;
    }

    /**
     * What a measure moves by where an environment is left out.
     *
     * @param measure 𝓜
     * @param j environment
     * @param equalCompute whether the others take over its compute
     * @return the change; NaN where it is not known
     */
    public double removal(Measure measure, int j, boolean equalCompute) {
        if (removals == null) {
            return Double.NaN;
        }
        double influence = influence(measure, j);
        double change = -(influence + removals.bends[measure.ordinal()][j]);
        if (!equalCompute) {
            return change;
        }
        double others = -influence;
        for (int base = 0; base < sums.length; base++) {
            others += factors[measure.ordinal()][base] * sums[base];
        }
        return takenOver(change, others, shares[j] / shares.length);
    }

    /**
     * What a measure moves by where the others take over the compute of an environment that is left out.
     *
     * @param change what it moves by if they do not
     * @param others the sum of their influences
     * @param part the environment's part of the training
     * @return the change; NaN where it has all of the training
     */
    public static double takenOver(double change, double others, double part) {
        double kept = 1 - part;
        return kept > 0 ? change - StrictMath.log(kept) * others : Double.NaN;
    }

    /**
     * Removals over resampled items.
     *
     * @param j environment
     * @return by measure and resample, first where nobody takes over its compute, then where the others do; empty twice where items
     *     were not resampled
     */
    public double[][][] removals(int j) {
        Removals of = removals;
        Spread given = of == null ? null : of.given;
        if (of == null || given == null) {
            return new double[2][0][];
        }
        double[][][] samples = new double[2][factors.length][given.draws.length];
        for (int r = 0; r < given.draws.length; r++) {
            double[][] drawn = given.draws[r].factors;
            double[] influence = combined(drawn, given.values(r, j));
            double[] total = combined(drawn, removalTotals[r]);
            double[] bends = of.bends(r, j, shares[j]);
            for (int k = 0; k < factors.length; k++) {
                double own = shares[j] * influence[k];
                samples[0][k][r] = -(own + bends[k]);
                samples[1][k][r] = takenOver(samples[0][k][r], total[k] - own, shares[j] / shares.length);
            }
        }
        return samples;
    }

    /**
     * Influences over resampled items.
     *
     * @param j environment
     * @param equalCompute whether the others give way in proportion
     * @return by measure and resample; empty where items were not resampled
     */
    public double[][] samples(int j, boolean equalCompute) {
        if (spread == null) {
            return new double[0][];
        }
        double[][] samples = new double[factors.length][spread.draws.length];
        for (int r = 0; r < spread.draws.length; r++) {
            double[] values = values(spread, spread.draws[r], j, equalCompute);
            for (int k = 0; k < samples.length; k++) {
                for (int base = 0; base < values.length; base++) {
                    samples[k][r] += spread.draws[r].factors[k][base] * values[base];
                }
            }
        }
        return samples;
    }

    private double[] values(Spread of, Draw draw, int j, boolean equalCompute) {
        double[] values = new double[gradients.length];
        for (int base = 0; base < values.length; base++) {
            double total = sums[base];
            values[base] = shares[j] * gradients[base][j];
            if (base < Sensitivity.SCORES) {
                double[] counts = draw.counts[Sensitivity.setOf(base)];
                double[][] units = of.byUnit[base];
                double sum = 0;
                total = 0;
                for (int u = 0; u < units.length; u++) {
                    sum = Math.fma(counts[u], units[u][j], sum);
                    total = Math.fma(counts[u], totals[base][u], total);
                }
                values[base] = shares[j] * sum;
            }
            values[base] -= equalCompute ? shares[j] / shares.length * total : 0;
        }
        return values;
    }
}
