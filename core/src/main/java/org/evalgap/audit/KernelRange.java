package org.evalgap.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.evalgap.Scenario;
import org.evalgap.audit.SuiteAudit.Trained;
import org.evalgap.internal.Arguments;
import org.evalgap.internal.audit.Sensitivity;
import org.evalgap.measure.Measure;
import org.jspecify.annotations.Nullable;

/**
 * An audit over a range of kernels: nobody knows how far learning carries, so that a figure of one kernel is an assumption.
 *
 * <p>A design of kernels covers the prior evenly: points of Roberts's sequence, k-th coordinate frac(½ + i/gᵏ) with g the root
 * of x⁴ = x + 1, mapped to the prior's ranges. Intervals are percentiles over the design, and over the design and resampled
 * items. They are as wide as the prior says; data of one suite do not narrow it.
 *
 * <p>Source of the sequence: Roberts (2018), "The Unreasonable Effectiveness of Quasirandom Sequences".
 */
public final class KernelRange {
    private static final double ROOT = 1.2207440846057596;

    /** What is assumed of an environment over kernels, where influence is asked for. */
    private static final Measure[] TRACED = {Measure.INFLATION, Measure.WORK_SCORE};

    private final Prior prior;
    private final List<double[]> kernels;
    private final @Nullable Bounds[] byKernel;
    private final @Nullable Bounds[] byKernelAndItems;
    private final double[][] medians;
    private final @Nullable Bounds[][] influences;

    private KernelRange(
            Prior prior,
            List<double[]> kernels,
            @Nullable Bounds[] byKernel,
            @Nullable Bounds[] byKernelAndItems,
            double[][] medians,
            @Nullable Bounds[][] influences) {
        this.prior = prior;
        this.kernels = kernels;
        this.byKernel = byKernel;
        this.byKernelAndItems = byKernelAndItems;
        this.medians = medians;
        this.influences = influences;
    }

    /**
     * What is thought of the kernel before looking: independent, breadth and memorisation scale even in their logarithms, the
     * share of memorisation even.
     *
     * @param breadth lowest and highest ℓ, in the unit of the scale
     * @param memorization lowest and highest m
     * @param memorizationScale lowest and highest s, in the unit of the scale
     */
    public record Prior(Range breadth, Range memorization, Range memorizationScale) {
        /**
         * Half to twice the lengths of a scenario, and m from 0.5 to 1.
         *
         * @param scenario around which
         * @return the prior
         */
        public static Prior around(Scenario scenario) {
            return new Prior(
                    new Range(scenario.breadth() / 2, scenario.breadth() * 2),
                    new Range(0.5, 1),
                    new Range(scenario.memorizationScale() / 2, scenario.memorizationScale() * 2));
        }
    }

    /**
     * A range.
     *
     * @param low lowest value, at least 0
     * @param high highest value, at least the lowest
     */
    public record Range(double low, double high) {
        /**
         * Checks the ends.
         *
         * @param low lowest value, at least 0
         * @param high highest value, at least the lowest
         * @throws IllegalArgumentException if they are not in order, or not finite
         */
        public Range {
            Arguments.atLeast("low", low, 0);
            Arguments.atLeast("high", high, low);
        }

        double even(double part) {
            return low + part * (high - low);
        }

        double evenInLogarithm(double part) {
            return low == high ? low : low * StrictMath.pow(high / low, part);
        }
    }

    /**
     * Audits a suite over a range of kernels.
     *
     * @param suite items and environments
     * @param spec everything but the kernel; intervals have its level, influence is traced if it asks for it
     * @param prior of the kernel
     * @param points kernels, at least 8
     * @return intervals
     * @throws IllegalArgumentException if there are fewer points, or a kernel is out of its range
     */
    public static KernelRange run(Suite suite, AuditSpec spec, Prior prior, int points) {
        Arguments.atLeast("points", points, 8);
        int m = suite.environments().size();
        List<double[]> kernels = new ArrayList<>();
        double[][] values = new double[Measure.count()][points];
        int draws = spec.resamples() == 0 ? 0 : Math.max(1, spec.resamples() / points);
        double[][] drawn = new double[Measure.count()][points * draws];
        double[][][] influence = new double[TRACED.length][spec.influence() ? m : 0][points];
        for (int i = 0; i < points; i++) {
            double[] kernel = kernel(prior, i);
            kernels.add(kernel);
            SuiteAudit audit = SuiteAudit.prepare(suite, with(spec, kernel).withProgress(AuditProgress.NONE));
            Trained trained = audit.train(audit.prepared().shares());
            for (int k = 0; k < values.length; k++) {
                values[k][i] = trained.values()[k];
            }
            new Resampling(spec.withProgress(AuditProgress.NONE))
                    .draw(trained.grades(), audit.prepared().weights(), i * draws, draws, drawn);
            if (spec.influence()) {
                trace(audit, trained, i, influence);
            }
            spec.progress().at("kernels", (i + 1.0) / points);
        }
        return summarize(prior, kernels, values, drawn, influence, spec.level());
    }

    private static double[] kernel(Prior prior, int i) {
        double[] x = new double[3];
        double step = 1;
        for (int k = 0; k < x.length; k++) {
            step /= ROOT;
            double at = 0.5 + (i + 1) * step;
            x[k] = at - Math.floor(at);
        }
        return new double[] {
            prior.breadth.evenInLogarithm(x[0]),
            prior.memorization.even(x[1]),
            prior.memorizationScale.evenInLogarithm(x[2])
        };
    }

    private static AuditSpec with(AuditSpec spec, double[] kernel) {
        return spec.withScenario(spec.scenario()
                .withBreadth(kernel[0])
                .withMemorization(kernel[1])
                .withMemorizationScale(kernel[2]));
    }

    private static void trace(SuiteAudit audit, Trained trained, int i, double[][][] influence) {
        Sensitivity sensitivity = audit.sensitivity(trained);
        double[] shares = trained.course().shares();
        for (int t = 0; t < TRACED.length; t++) {
            double[] factors = sensitivity.combination(
                    TRACED[t], trained.values(), audit.prepared().weights());
            if (Double.isNaN(factors[0])) {
                for (double[] row : influence[t]) {
                    row[i] = Double.NaN;
                }
                continue;
            }
            double[] gradient = audit.gradient(trained, factors);
            double total = 0;
            for (int j = 0; j < shares.length; j++) {
                total += shares[j] * gradient[j];
            }
            for (int j = 0; j < shares.length; j++) {
                influence[t][j][i] = shares[j] * (gradient[j] - total / shares.length);
            }
        }
    }

    private static KernelRange summarize(
            Prior prior,
            List<double[]> kernels,
            double[][] values,
            double[][] drawn,
            double[][][] influence,
            double level) {
        double[][] medians = new double[1 + TRACED.length][];
        medians[TRACED.length] = medians(values);
        Bounds[][] influences = new Bounds[TRACED.length][];
        for (int t = 0; t < TRACED.length; t++) {
            medians[t] = medians(influence[t]);
            influences[t] = bounds(influence[t], level);
        }
        return new KernelRange(prior, kernels, bounds(values, level), bounds(drawn, level), medians, influences);
    }

    private static Bounds[] bounds(double[][] samples, double level) {
        Bounds[] bounds = new Bounds[samples.length];
        Arrays.setAll(bounds, k -> Resampling.percentiles(samples[k], level));
        return bounds;
    }

    private static double[] medians(double[][] samples) {
        double[] medians = new double[samples.length];
        for (int k = 0; k < medians.length; k++) {
            double[] sorted = samples[k].clone();
            Arrays.sort(sorted);
            boolean known = !Double.isNaN(sorted[sorted.length - 1]);
            medians[k] = known ? Resampling.quantile(sorted, 0.5) : Double.NaN;
        }
        return medians;
    }

    /**
     * What was assumed.
     *
     * @return the prior
     */
    public Prior prior() {
        return prior;
    }

    /**
     * The design.
     *
     * @return breadth, memorisation and memorisation scale of every kernel, in the unit of the scale; copies
     */
    public List<double[]> kernels() {
        return kernels.stream().map(double[]::clone).toList();
    }

    /**
     * A measure's median over kernels.
     *
     * @param measure which
     * @return the median; NaN where it is not known
     */
    public double median(Measure measure) {
        return medians[TRACED.length][measure.ordinal()];
    }

    /**
     * How far a measure moves with the kernel, the items as they are.
     *
     * @param measure which
     * @return percentiles over the design; empty where it does not move or is not known
     */
    public Optional<Bounds> bounds(Measure measure) {
        return Optional.ofNullable(byKernel[measure.ordinal()]);
    }

    /**
     * How far a measure moves with the kernel and with resampled items.
     *
     * @param measure which
     * @return percentiles over both; empty where it does not move or is not known
     */
    public Optional<Bounds> boundsWithItems(Measure measure) {
        return Optional.ofNullable(byKernelAndItems[measure.ordinal()]);
    }

    private static int traced(Measure measure) {
        int t = Arrays.asList(TRACED).indexOf(measure);
        if (t < 0) {
            throw new IllegalArgumentException(
                    "over kernels influence is traced for inflation and workScore: " + measure.label());
        }
        return t;
    }

    /**
     * How far an environment's influence at equal compute moves with the kernel.
     *
     * @param measure {@link Measure#INFLATION} or {@link Measure#WORK_SCORE}
     * @param row environment, from 0
     * @return percentiles over the design; empty where influence was not traced or does not move
     * @throws IllegalArgumentException if the measure is another one
     */
    public Optional<Bounds> influence(Measure measure, int row) {
        Bounds[] all = influences[traced(measure)];
        return all.length == 0 ? Optional.empty() : Optional.ofNullable(all[row]);
    }

    /**
     * An environment's median influence at equal compute over kernels.
     *
     * @param measure {@link Measure#INFLATION} or {@link Measure#WORK_SCORE}
     * @param row environment, from 0
     * @return the median; NaN where influence was not traced
     * @throws IllegalArgumentException if the measure is another one
     */
    public double medianInfluence(Measure measure, int row) {
        double[] all = medians[traced(measure)];
        return all.length == 0 ? Double.NaN : all[row];
    }
}
