package org.evalgap.internal.likelihood;

import org.evalgap.internal.kernel.Normal;
import org.evalgap.random.NormalQuantile;

/**
 * The likelihood of a public score as a function of the success probability s, L(s) = sʸ(1 − s)ⁿ⁻ʸ relative to its maximum,
 * and the integrals of it that the posterior of inflation needs, tabulated over z = Φ⁻¹(s).
 *
 * <p>With v ~ Beta(1, k) and s = C + (1 − C)v, the density of s on (C, 1) is k(1 − s)ᵏ⁻¹/(1 − C)ᵏ, so that everything about
 * a recovered share follows from A_k(s) = ∫ₛ¹ k(1 − t)ᵏ⁻¹L(t) dt and its first moment, whatever C is. Integrals are sums over
 * cells of the corrected trapezoidal rule; between nodes a cubic through values and slopes.
 */
public final class PublicLikelihood {
    private static final int[] SHAPES = RecoveredShare.SHAPES;

    /** Cells of the table: a tenth of the likelihood's standard deviation each. */
    private static final int CELLS = 160;

    /** Beyond a drop of e⁻³⁰ nothing is left that a double could see in a sum. */
    private static final double DROP = 30;

    private static final double END = 8.2;

    /**
     * Where the likelihood at chance is less than e⁻⁸ of its maximum, four standard errors below, shares have a table of
     * their own: the successes that a model may have, from chance on, are all beyond the end of the other one.
     */
    private static final double FAR = 8;

    private final double right;
    private final double wrong;
    private final double peak;
    private final Tail flatMass;
    private final Tail flatMoment;
    private final Tail exceed;
    private final Tail[] mass = new Tail[RecoveredShare.UNEVEN];
    private final Tail[] moment = new Tail[RecoveredShare.UNEVEN];

    /**
     * The likelihood of a score.
     *
     * @param counts the score; whoever scores has at least the success of its chance level
     */
    public PublicLikelihood(Counts counts) {
        right = counts.right();
        wrong = counts.items() - right;
        double top = logPower(right / counts.items(), 1 - right / counts.items(), right, wrong);
        double least = Math.max(right - 1, Math.min(right, 0));
        int widest = SHAPES[SHAPES.length - 1] - 1;
        double low = Bracket.of(z -> logDensity(z, least, wrong + widest), -END, END, DROP)
                .low();
        double high =
                Bracket.of(z -> logDensity(z, right, wrong), -END, END, DROP).high();
        Nodes all = new Nodes(low, high, top);
        exceed = new Tail(all, right - 1, wrong, 1);
        double atChance = logPower(counts.guess(), 1 - counts.guess(), right, wrong);
        boolean far = right < counts.guess() * counts.items() && atChance < top - FAR;
        peak = far ? atChance : top;
        Nodes possible = far ? aboveChance(probit(counts.guess())) : all;
        for (int k = 0; k < RecoveredShare.UNEVEN; k++) {
            double extra = SHAPES[k] - 1;
            mass[k] = new Tail(possible, right, wrong + extra, SHAPES[k]);
            moment[k] = new Tail(possible, right + 1, wrong + extra, SHAPES[k]);
        }
        flatMass = far ? new Tail(all, right, wrong, 1) : mass[0];
        flatMoment = far ? new Tail(all, right + 1, wrong, 1) : moment[0];
    }

    private Nodes aboveChance(double chance) {
        double high =
                Bracket.of(z -> logDensity(z, right, wrong), chance, END, DROP).high();
        return new Nodes(chance, high, peak);
    }

    /**
     * L(s), relative to its maximum from chance on where the score is far below, else to its maximum.
     *
     * @param success s, in {@code [0, 1]}
     * @param failure 1 − s, with all its digits
     * @return the likelihood
     */
    public double at(double success, double failure) {
        return StrictMath.exp(logPower(success, failure, right, wrong) - peak);
    }

    /**
     * A_k above Φ(z).
     *
     * @param shape index of an uneven shape
     * @param z probit of the success
     * @return the integral
     */
    public double massAbove(int shape, double z) {
        return mass[shape].above(z);
    }

    /** ∫ t·k(1 − t)ᵏ⁻¹L(t) dt above Φ(z), for an uneven shape. */
    double momentAbove(int shape, double z) {
        return moment[shape].above(z);
    }

    /**
     * The likelihood of a model that gained something, its gain integrated out.
     *
     * @param shape index of the prior of its gain
     * @param z probit of its clean success
     * @param failure its clean failure, with all its digits
     * @return the likelihood
     */
    public double gained(int shape, double z, double failure) {
        if (shape >= RecoveredShare.UNEVEN) {
            double least = RecoveredShare.leastGain(shape, failure);
            double greatest = RecoveredShare.greatestGain(shape, failure);
            return even(mass[0], failure, least, greatest) / (greatest - least);
        }
        double power = 1;
        for (int i = 0; i < SHAPES[shape]; i++) {
            power *= failure;
        }
        double all = mass[shape].above(z);
        return all > 0 ? all / power : 0;
    }

    /**
     * The mean gain, given the score.
     *
     * @param shape index of the prior of the gain
     * @param z probit of the clean success
     * @param failure the clean failure
     * @return the mean, a share of items
     */
    public double meanGain(int shape, double z, double failure) {
        if (shape < RecoveredShare.UNEVEN) {
            return Math.max(moment[shape].above(z) / mass[shape].above(z) - (1 - failure), 0);
        }
        double least = RecoveredShare.leastGain(shape, failure);
        double greatest = RecoveredShare.greatestGain(shape, failure);
        double mean = even(moment[0], failure, least, greatest) / even(mass[0], failure, least, greatest);
        return Math.min(Math.max(mean - (1 - failure), least), greatest);
    }

    /** The integral between two gains. */
    private static double even(Tail tail, double failure, double least, double greatest) {
        return Math.max(
                tail.above(probit(1 - failure + least)) - tail.above(probit(1 - failure + greatest)),
                Double.MIN_NORMAL);
    }

    /**
     * P(s ≤ Φ(z)) under a uniform prior of s.
     *
     * @param z probit of a success
     * @return the probability
     */
    public double flatCdf(double z) {
        return Math.max(1 - flatMass.above(z) / flatMass.all(), 0);
    }

    /**
     * The mean of s under a uniform prior.
     *
     * @return the mean
     */
    public double flatMean() {
        return flatMoment.all() / flatMass.all();
    }

    /**
     * The chance of at least as many right answers: a regularised incomplete beta function.
     *
     * @param z probit of the success of each
     * @return the chance
     */
    public double exceedance(double z) {
        return right <= 0 ? 1 : Math.max(1 - exceed.above(z) / exceed.all(), 0);
    }

    private double logDensity(double z, double alpha, double beta) {
        return logPower(Normal.cdf(z), Normal.cdf(-z), alpha, beta) - 0.5 * z * z;
    }

    private static double logPower(double s, double t, double alpha, double beta) {
        return (alpha == 0 ? 0 : alpha * StrictMath.log(s)) + (beta == 0 ? 0 : beta * StrictMath.log(t));
    }

    /** What all densities of a row need at the nodes, worked out once: logarithms and the slopes of Φ and 1 − Φ over them. */
    private static final class Nodes {
        private final double low;
        private final double step;
        private final double peak;
        private final double[] z = new double[CELLS + 1];
        private final double[] logSuccess = new double[CELLS + 1];
        private final double[] logFailure = new double[CELLS + 1];
        private final double[] hazardBelow = new double[CELLS + 1];
        private final double[] hazardAbove = new double[CELLS + 1];

        Nodes(double low, double high, double peak) {
            this.low = low;
            this.step = (high - low) / CELLS;
            this.peak = peak;
            for (int i = 0; i <= CELLS; i++) {
                z[i] = low + i * step;
                double s = Normal.cdf(z[i]);
                double t = Normal.cdf(-z[i]);
                double phi = Normal.density(z[i]);
                logSuccess[i] = StrictMath.log(s);
                logFailure[i] = StrictMath.log(t);
                hazardBelow[i] = phi / s;
                hazardAbove[i] = phi / t;
            }
        }
    }

    /** The integral of factor·tᵅ(1 − t)ᵝ above Φ(z), relative to the peak. */
    private static final class Tail {
        private final Nodes nodes;
        private final double alpha;
        private final double beta;
        private final double[] density = new double[CELLS + 1];
        private final double[] sum = new double[CELLS + 1];

        Tail(Nodes nodes, double alpha, double beta, double factor) {
            this.nodes = nodes;
            this.alpha = alpha;
            this.beta = beta;
            double scale = factor * 0.3989422804014327;
            for (int i = 0; i <= CELLS; i++) {
                double log = (alpha == 0 ? 0 : alpha * nodes.logSuccess[i])
                        + (beta == 0 ? 0 : beta * nodes.logFailure[i])
                        - 0.5 * nodes.z[i] * nodes.z[i];
                density[i] = scale * StrictMath.exp(log - nodes.peak);
            }
            double step = nodes.step;
            double next = slope(CELLS);
            for (int i = CELLS - 1; i >= 0; i--) {
                double here = slope(i);
                double cell = 0.5 * step * (density[i] + density[i + 1]) + step * step / 12 * (here - next);
                sum[i] = sum[i + 1] + Math.max(cell, 0);
                next = here;
            }
        }

        private double slope(int i) {
            return density[i] * (alpha * nodes.hazardBelow[i] - beta * nodes.hazardAbove[i] - nodes.z[i]);
        }

        double all() {
            return sum[0];
        }

        double above(double z) {
            double at = (z - nodes.low) / nodes.step;
            if (!(at > 0)) {
                return sum[0];
            }
            if (at >= CELLS) {
                return 0;
            }
            int i = (int) at;
            double t = at - i;
            double u = 1 - t;
            double cubic = u * u * (1 + 2 * t) * sum[i]
                    + t * t * (3 - 2 * t) * sum[i + 1]
                    + nodes.step * t * u * (t * density[i + 1] - u * density[i]);
            return Math.max(cubic, 0);
        }
    }

    /**
     * Φ⁻¹ that takes 0 and 1 to the ends of every table.
     *
     * @param s a success, in {@code [0, 1]}
     * @return its probit
     */
    public static double probit(double s) {
        return s <= 0 ? -END : s >= 1 ? END : NormalQuantile.of(s);
    }
}
