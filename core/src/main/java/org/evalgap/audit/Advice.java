package org.evalgap.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evalgap.audit.SuiteAudit.Trained;
import org.evalgap.internal.Arguments;
import org.evalgap.internal.audit.Sensitivity;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;
import org.jspecify.annotations.Nullable;

/**
 * The suite to train on instead: shares that maximise Δwork − μ·inflation at equal compute, for a path of μ.
 *
 * <p>Shares move by exponentiated gradient ascent, a ← a exp(η ∂/∂a) with Σ a = M, with the gradient by the adjoint flow and a step
 * that halves until the aim rises; every μ begins where the last one ended. The aim is not concave: what is found is a local
 * best that is at least as good as the suite as it is.
 *
 * <p>Advice fits the items that it was made on. Judge it on items that it has not seen.
 */
public final class Advice {
    private static final double[] DEFAULT_PRICES = {0, 0.3, 1, 3, 10};
    private static final int MOST_STEPS = 40;

    /** The largest change of the logarithm of a share in a first step. */
    private static final double FIRST_MOVE = 1;

    private static final double LEAST_MOVE = 1e-3;

    /** Shares do not vanish on the way, or they could not come back. */
    private static final double LEAST_SHARE = 1e-6;

    /** At the end, shares below this of the mean are left out. */
    private static final double PRUNED = 1e-2;

    /** A rise of the aim that is not worth another training, in points of score. */
    private static final double ENOUGH = 1e-6;

    private final Point asItIs;
    private final List<Point> front;

    private Advice(Point asItIs, List<Point> front) {
        this.asItIs = asItIs;
        this.front = List.copyOf(front);
    }

    /** A suite on the front. Immutable. */
    public static final class Point {
        private final double price;
        private final double[] values;
        private final double[] shares;
        private final @Nullable Bounds workGain;
        private final @Nullable Bounds inflation;

        private Point(double price, Trained trained, SuiteAudit audit) {
            this.price = price;
            this.values = trained.values();
            this.shares = trained.course().shares();
            AuditSpec spec = audit.prepared().spec;
            double[][] samples = new double[Measure.count()][spec.resamples()];
            new Resampling(spec).draw(trained.grades(), audit.prepared().weights(), 0, spec.resamples(), samples);
            double[] gains = new double[spec.resamples()];
            Arrays.setAll(gains, r -> Score.WORK.gain(k -> samples[k.ordinal()][r]));
            workGain = Resampling.percentiles(gains, spec.level());
            inflation = Resampling.percentiles(samples[Measure.INFLATION.ordinal()], spec.level());
        }

        /**
         * What a point of inflation was taken to cost, in points of work.
         *
         * @return μ, at least 0; NaN for the suite as it is
         */
        public double mu() {
            return price;
        }

        /**
         * What the suite gains at work.
         *
         * @return Δwork, a share of tasks
         */
        public double workGain() {
            return Score.WORK.gain(values);
        }

        /**
         * What the suite learns about the public items themselves.
         *
         * @return Δpublic − Δfresh, a share of items
         */
        public double inflation() {
            return values[Measure.INFLATION.ordinal()];
        }

        /**
         * How far the gain at work may be from what other samples of items would show. Items that the advice was made on flatter it.
         *
         * @return percentiles over resampled items; empty if they were not asked for
         */
        public Optional<Bounds> workGainBounds() {
            return Optional.ofNullable(workGain);
        }

        /**
         * How far inflation may be from what other samples of items would show.
         *
         * @return percentiles over resampled items; empty if they were not asked for
         */
        public Optional<Bounds> inflationBounds() {
            return Optional.ofNullable(inflation);
        }

        /**
         * The suite.
         *
         * @return a copy of the environments' shares, of sum M
         */
        public double[] shares() {
            return shares.clone();
        }

        /**
         * All measures of the suite.
         *
         * @return an unmodifiable map in the order of {@link Measure}
         */
        public Map<Measure, Double> measures() {
            return AuditResult.measures(values);
        }
    }

    /**
     * Advises.
     *
     * @param suite items and environments; needs fresh items and work
     * @param spec learner, training, scales
     * @param prices μ: points of work that a point of inflation is taken to cost; ascending, at least 0; 0, 0.3, 1, 3, 10 if none
     *     is given
     * @return a front of suites
     * @throws IllegalArgumentException if a set is missing, prices are not ascending, or training is too stiff to be traced back
     */
    public static Advice run(Suite suite, AuditSpec spec, double... prices) {
        if (suite.fresh().isEmpty() || suite.work().isEmpty()) {
            throw new IllegalArgumentException(
                    "advice needs fresh items and work: it weighs inflation against gains at work");
        }
        double[] path = prices.length == 0 ? DEFAULT_PRICES : prices.clone();
        for (int k = 0; k < path.length; k++) {
            Arguments.atLeast("mu", path[k], k == 0 ? 0 : path[k - 1]);
        }
        AuditProgress all = spec.progress();
        SuiteAudit audit = SuiteAudit.prepare(suite, spec.withProgress(AuditProgress.NONE));
        Trained start = audit.train(audit.prepared().shares());
        List<Point> front = new ArrayList<>();
        Trained now = start;
        for (int k = 0; k < path.length; k++) {
            now = new Ascent(audit, path[k]).climb(better(path[k], now, start));
            front.add(new Point(path[k], now, audit));
            all.at("advice", (k + 1.0) / path.length);
        }
        return new Advice(new Point(Double.NaN, start, audit), front);
    }

    private static Trained better(double price, Trained a, Trained b) {
        return aim(price, a) >= aim(price, b) ? a : b;
    }

    private static double aim(double price, Trained trained) {
        double[] values = trained.values();
        return Score.WORK.gain(values) - price * values[Measure.INFLATION.ordinal()];
    }

    /** The way to the best shares for one price. */
    private static final class Ascent {
        private final SuiteAudit audit;
        private final double price;

        Ascent(SuiteAudit audit, double price) {
            this.audit = audit;
            this.price = price;
        }

        Trained climb(Trained from) {
            Trained best = from;
            double move = FIRST_MOVE;
            for (int step = 0; step < MOST_STEPS && move >= LEAST_MOVE; step++) {
                double[] direction = direction(best);
                double before = aim(price, best);
                Trained next = best;
                while (move >= LEAST_MOVE && next == best) {
                    Trained tried = audit.train(moved(best.course().shares(), direction, move));
                    next = aim(price, tried) > before ? tried : best;
                    move = next == best ? move / 2 : move;
                }
                boolean enough = aim(price, next) - before < ENOUGH;
                best = next;
                if (enough) {
                    break;
                }
                move = Math.min(2 * move, 4 * FIRST_MOVE);
            }
            return pruned(best);
        }

        /** The gradient at equal compute, divided by its largest entry among shares that are not next to nothing. */
        private double[] direction(Trained at) {
            double[] factors = new double[Sensitivity.BASES];
            factors[Score.WORK.ordinal()] = 1;
            factors[Score.PUBLIC.ordinal()] = -price;
            factors[Score.FRESH.ordinal()] = price;
            double[] gradient = audit.gradient(at, factors);
            double[] shares = at.course().shares();
            double mean = 0;
            for (int j = 0; j < shares.length; j++) {
                mean += shares[j] * gradient[j] / shares.length;
            }
            double largest = 0;
            for (int j = 0; j < shares.length; j++) {
                gradient[j] -= mean;
                largest = Math.max(largest, shares[j] > 1e-3 || gradient[j] > 0 ? Math.abs(gradient[j]) : 0);
            }
            for (int j = 0; j < shares.length; j++) {
                gradient[j] = largest == 0 ? 0 : Math.max(-1, gradient[j] / largest);
            }
            return gradient;
        }

        private static double[] moved(double[] shares, double[] direction, double move) {
            double[] moved = new double[shares.length];
            for (int j = 0; j < moved.length; j++) {
                moved[j] = Math.max(shares[j] * StrictMath.exp(move * direction[j]), LEAST_SHARE);
            }
            return Preparation.normalized(moved);
        }

        /** What is next to nothing is left out, unless that costs more than another step would be worth. */
        private Trained pruned(Trained best) {
            double[] shares = best.course().shares();
            double[] some = Arrays.stream(shares).map(a -> a < PRUNED ? 0 : a).toArray();
            Trained tried = audit.train(Preparation.normalized(some));
            return aim(price, tried) > aim(price, best) - 10 * ENOUGH ? tried : best;
        }
    }

    /**
     * The suite before any advice.
     *
     * @return its measures and shares
     */
    public Point asItIs() {
        return asItIs;
    }

    /**
     * What is advised, by μ.
     *
     * @return an unmodifiable list in the order of the prices
     */
    public List<Point> front() {
        return front;
    }
}
