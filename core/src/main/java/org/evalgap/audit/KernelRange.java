package org.evalgap.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.evalgap.Scenario;
import org.evalgap.audit.SuiteAudit.Trained;
import org.evalgap.internal.Arguments;
import org.evalgap.internal.audit.Crowd;
import org.evalgap.measure.Measure;
import org.evalgap.task.MisfitException;

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

    /** Figures of an item: exposure, its memorised part, gain. */
    private static final int FIGURES = 3;

    /** Environments up to which kernels are audited side by side, one a thread; beyond, threads share one. */
    private static final int SIDE_BY_SIDE = 2_000;

    private final Prior prior;
    private final List<double[]> kernels;
    private final Samples samples;
    private final double level;
    private final double unit;

    private KernelRange(Prior prior, List<double[]> kernels, Samples samples, double level, double unit) {
        this.unit = unit;
        this.prior = prior;
        this.kernels = kernels;
        this.samples = samples;
        this.level = level;
    }

    /** All figures, the kernel last: items by place, figure and row; influence (0) and removal (1) by measure, where wanted. */
    private static final class Samples {
        final double[][] measures;
        final double[][] drawn;
        final double[][][][] traced;
        final double[][] weights;
        final double[] error;
        final double[][][][] items = new double[Place.values().length][][][];

        Samples(Suite suite, AuditSpec spec, int points, int draws) {
            int m = suite.environments().size();
            measures = new double[Measure.count()][points];
            drawn = new double[Measure.count()][points * draws];
            weights = new double[m][points];
            error = new double[points];
            traced = new double[2][TRACED.length][spec.influence() ? m : 0][points];
            for (Place place : Place.values()) {
                int n = suite.at(place).map(ItemSet::size).orElse(0);
                items[place.ordinal()] = new double[FIGURES][n][points];
            }
        }
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
     * @throws IllegalArgumentException if there are fewer points, a kernel is out of its range, or a suite cannot be audited with
     *     a kernel, which is then named
     */
    public static KernelRange run(Suite suite, AuditSpec spec, Prior prior, int points) {
        Arguments.atLeast("points", points, 8);
        List<double[]> kernels =
                IntStream.range(0, points).mapToObj(i -> kernel(prior, i)).toList();
        int draws = spec.resamples() == 0 ? 0 : Math.max(1, spec.resamples() / points);
        Samples samples = new Samples(suite, spec, points, draws);
        double unit = Preparation.unit(suite, spec);
        boolean apart = suite.environments().size() <= SIDE_BY_SIDE;
        AuditSpec quiet =
                spec.withProgress(AuditProgress.NONE).withScale(Scale.ABSOLUTE).withThreads(apart ? 1 : spec.threads());
        AtomicInteger done = new AtomicInteger();
        Thread caller = Thread.currentThread();
        Crowd.each(points, apart ? spec.threads() : 1, () -> quiet, (own, i) -> {
            try {
                new One(suite, with(own, kernels.get(i), unit), i, samples).audit(draws);
            } catch (MisfitException e) {
                throw misfit(e, i, kernels);
            }
            int so = done.incrementAndGet();
            if (Thread.currentThread() == caller) {
                spec.progress().at("kernels", (double) so / points);
            }
        });
        return new KernelRange(prior, kernels, samples, spec.level(), unit);
    }

    /** The kernel given may do where another of the range does not. */
    private static MisfitException misfit(MisfitException e, int i, List<double[]> kernels) {
        double[] kernel = kernels.get(i);
        String words =
                "kernel %d of the range's %d (breadth %.3g, memorization %.2f, memorizationScale %.3g, in the unit of"
                        + " the scale): %s; or audit one kernel, without a range";
        return new MisfitException(String.format(
                Locale.ROOT, words, i + 1, kernels.size(), kernel[0], kernel[1], kernel[2], e.getMessage()));
    }

    /** The audit of one kernel. */
    private record One(Suite suite, AuditSpec spec, int i, Samples samples) {
        void audit(int draws) {
            SuiteAudit audit = SuiteAudit.roughly(suite, spec);
            samples.error[i] = audit.kernelError();
            Trained trained = audit.train(audit.prepared().shares());
            put(trained.values(), samples.measures);
            new Resampling(spec).draw(trained.grades(), audit.prepared().weights(), i * draws, draws, samples.drawn);
            put(trained.course().weights(), samples.weights);
            for (Place place : Place.values()) {
                double[][] figures = audit.figures(place, trained);
                for (int f = 0; f < figures.length; f++) {
                    put(figures[f], samples.items[place.ordinal()][f]);
                }
            }
            if (spec.influence()) {
                Tracing.AtEqualCompute traced = new Tracing(audit, trained).atEqualCompute(TRACED);
                for (int t = 0; t < TRACED.length; t++) {
                    put(traced.influence()[t], samples.traced[0][t]);
                    put(traced.removal()[t], samples.traced[1][t]);
                }
            }
        }

        private void put(double[] figures, double[][] out) {
            for (int row = 0; row < figures.length; row++) {
                out[row][i] = figures[row];
            }
        }
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

    private static AuditSpec with(AuditSpec spec, double[] kernel, double unit) {
        return spec.withScenario(spec.scenario()
                .withBreadth(legal(unit * kernel[0]))
                .withMemorization(kernel[1])
                .withMemorizationScale(legal(unit * kernel[2])));
    }

    /** Beyond its legal range a length has the limit's effect. */
    private static double legal(double length) {
        return Math.max(1e-9, Math.min(1e9, length));
    }

    private Optional<Bounds> bounds(double[] sample) {
        return Optional.ofNullable(Resampling.percentiles(sample, level));
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
     * What a reader has to know.
     *
     * @return that kernels are in single precision, where they are; else nothing; unmodifiable
     */
    public List<String> warnings() {
        double error = Arrays.stream(samples.error).max().orElse(0);
        String words = "the %d kernels of the range are audited in single precision: each within %.0e";
        return error == 0 ? List.of() : List.of(String.format(Locale.ROOT, words, kernels.size(), error));
    }

    /**
     * A measure's median over kernels.
     *
     * @param measure which
     * @return the median; NaN where it is not known
     */
    public double median(Measure measure) {
        return Resampling.median(samples.measures[measure.ordinal()]);
    }

    /**
     * How far a measure moves with the kernel, the items as they are.
     *
     * @param measure which
     * @return percentiles over the design; empty where it does not move or is not known
     */
    public Optional<Bounds> bounds(Measure measure) {
        return bounds(samples.measures[measure.ordinal()]);
    }

    /**
     * How far a measure moves with the kernel and with resampled items.
     *
     * @param measure which
     * @return percentiles over both; empty where it does not move or is not known
     */
    public Optional<Bounds> boundsWithItems(Measure measure) {
        return bounds(samples.drawn[measure.ordinal()]);
    }

    /** Influence (0) or removal (1) over kernels; empty where it was not traced. */
    private double[] traced(int what, Measure measure, int row) {
        int t = Arrays.asList(TRACED).indexOf(measure);
        if (t < 0) {
            throw new IllegalArgumentException(
                    "over kernels influence is traced for inflation and workScore: " + measure.label());
        }
        double[][] all = samples.traced[what][t];
        return all.length == 0 ? new double[0] : all[row];
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
        return bounds(traced(0, measure, row));
    }

    /**
     * How far what a measure moves by if an environment is left out, the others taking its compute, moves with the kernel.
     *
     * @param measure {@link Measure#INFLATION} or {@link Measure#WORK_SCORE}
     * @param row environment, from 0
     * @return percentiles over the design; empty where influence was not traced, of more than 1,000 environments, or without movement
     * @throws IllegalArgumentException if the measure is another one
     */
    public Optional<Bounds> removal(Measure measure, int row) {
        return bounds(traced(1, measure, row));
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
        double[] all = traced(0, measure, row);
        return all.length == 0 ? Double.NaN : Resampling.median(all);
    }

    /**
     * How far what an environment adds to an item's gain by heart moves with the kernel.
     *
     * @param teacher the environment, and how far it lies from the item
     * @return percentiles over the design, in logits; empty where it does not move
     */
    public Optional<Bounds> memorized(Teacher teacher) {
        double[] terms = samples.weights[teacher.row()].clone();
        for (int i = 0; i < terms.length; i++) {
            double[] kernel = kernels.get(i);
            double at = teacher.distance() / (unit * kernel[2]);
            terms[i] *= kernel[1] * StrictMath.exp(-at * at / 2);
        }
        return bounds(terms);
    }

    /**
     * How far the weight of an environment, what is learned on it, moves with the kernel.
     *
     * @param row environment, from 0
     * @return percentiles over the design; empty where it does not move
     */
    public Optional<Bounds> weight(int row) {
        return bounds(samples.weights[row]);
    }

    /**
     * How far an item's exposure moves with the kernel.
     *
     * @param place the item's set, which must not be missing
     * @param row item, from 0
     * @return percentiles over the design; empty where it does not move
     */
    public Optional<Bounds> exposure(Place place, int row) {
        return bounds(samples.items[place.ordinal()][0][row]);
    }

    /**
     * How far the memorised part of an item's exposure moves with the kernel.
     *
     * @param place the item's set, which must not be missing
     * @param row item, from 0
     * @return percentiles over the design; empty where it does not move
     */
    public Optional<Bounds> memorizedExposure(Place place, int row) {
        return bounds(samples.items[place.ordinal()][1][row]);
    }

    /**
     * How far an item's gain moves with the kernel.
     *
     * @param place the item's set, which must not be missing
     * @param row item, from 0
     * @return percentiles over the design, in logits; empty where it does not move
     */
    public Optional<Bounds> gain(Place place, int row) {
        return bounds(samples.items[place.ordinal()][2][row]);
    }
}
