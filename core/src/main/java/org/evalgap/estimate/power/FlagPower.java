package org.evalgap.estimate.power;

import java.util.OptionalLong;
import org.evalgap.internal.Arguments;
import org.evalgap.internal.kernel.Normal;
import org.evalgap.random.NormalQuantile;

/**
 * The chance that {@code estimate} flags the one inflated model of a table, under {@code robust} or {@code same-recipe}.
 *
 * <p>The flag is a q-value, by Benjamini and Hochberg, of the chance that a clean model with these fresh scores had a public score as
 * high, as the other models predict it. With one inflated model among m it asks for a chance of level/m. The prediction
 * allows for item-set noise with the tails of Student's t with four degrees of freedom, which no finite table excludes: that is why the flag
 * asks for more than {@link Detection} does. Here, as there, the ability has the prior N(0, 1) and the scale τ of the noise is
 * half-normal(0.1); the posterior of τ is that of a table whose other models, abilities N(0, 1) and the same items, depart from the line
 * as luck alone has it. Level and slope are known as well as those models show them. Scores stand on the scale of
 * arcsin √, where their noise does not depend on the success, so that the answer holds near 0 and 1 as well.
 *
 * <p>Of a {@link DetectionSpec} the false alarm is the level of false discoveries; the shift's deviation is not used, since the other
 * models show the shift. Twins make scores hang together, but the flag does not know of them.
 */
public final class FlagPower {
    private static final double[] ABILITIES = {-1.5, -0.75, 0, 0.75, 1.5};
    private static final double NOISE_SCALE = 0.1;
    private static final double LEAST_NOISE = 0.002;
    private static final int NOISES = 16;
    private static final double NOISE_RATIO = 1.4;
    private static final int RESIDUALS = 25;
    private static final double FARTHEST = 4.5;
    private static final double MOST_ITEMS = 1L << 40;

    /** Scale mixture: t₄² has variance 2/x times that of a normal, x ~ Gamma(2); cells of x and their probabilities. */
    private static final int CELLS = 32;

    private static final double FIRST_EDGE = 2e-3;
    private static final double LAST_EDGE = 25;
    private static final double[] FACTOR = new double[CELLS];
    private static final double[] PROBABILITY = new double[CELLS];

    static {
        double ratio = StrictMath.log(LAST_EDGE / FIRST_EDGE) / (CELLS - 1);
        double from = 0;
        for (int i = 0; i < CELLS; i++) {
            double to = FIRST_EDGE * StrictMath.exp(ratio * i);
            FACTOR[i] = 2 / (i == 0 ? 0.5 * to : Math.sqrt(from * to));
            PROBABILITY[i] = gamma(to) - gamma(from);
            from = to;
        }
    }

    private final DetectionSpec spec;
    private final double ability;
    private final double arcsinOverProbit;
    private final double publicVariance;
    private final double freshVariance;
    private final double covariance;
    private final double shrinkage;
    private final double lineVariance;
    private final double limit;

    private FlagPower(DetectionSpec spec, double freshItems) {
        this.spec = spec;
        double success = spec.cleanScore();
        ability = NormalQuantile.of(success);
        arcsinOverProbit = Normal.density(ability) / (2 * Math.sqrt(success * (1 - success)));
        publicVariance = spec.publicDesign() / (4 * spec.publicItems());
        double ofFresh = spec.freshDesign() / (4 * freshItems);
        freshVariance = ofFresh / (arcsinOverProbit * arcsinOverProbit);
        double twins = Math.min(spec.publicItems(), freshItems);
        covariance = spec.pairing() * twins / (4 * spec.publicItems() * freshItems);
        shrinkage = freshVariance / (1 + freshVariance);
        double[] others = new double[ABILITIES.length];
        double precision = 0;
        for (int i = 0; i < others.length; i++) {
            double p = Normal.cdf(ABILITIES[i]);
            double density = Normal.density(ABILITIES[i]);
            double items = spec.publicDesign() / spec.publicItems() + spec.freshDesign() / freshItems;
            others[i] = items * p * (1 - p) / (density * density);
            precision += weight(i) * (spec.models() - 1) / others[i];
        }
        // A line through abilities N(0, 1): its slope is as uncertain as its level.
        lineVariance = (1 + ability * ability) / precision;
        limit = limit(noise(others));
    }

    /**
     * The chance of a flag.
     *
     * @param spec the comparison, of at least two models
     * @param inflation share of items that are right only because of the eval's exposure, in {@code (0, 1 − cleanScore)}
     * @param freshItems items of the fresh set, at least 1
     * @return the chance, in {@code (0, 1)}
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static double power(DetectionSpec spec, double inflation, double freshItems) {
        check(spec, inflation);
        Arguments.atLeast("freshItems", freshItems, 1);
        return new FlagPower(spec, freshItems).power(inflation);
    }

    /**
     * The least number of fresh items with which an inflation is flagged often enough.
     *
     * @param spec the comparison, of at least two models
     * @param inflation share of items, in {@code (0, 1 − cleanScore)}
     * @param power wanted chance of a flag, in {@code (0, 1)}
     * @return the number; empty where no number of fresh items would do, because the public score is too uncertain
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static OptionalLong freshItems(DetectionSpec spec, double inflation, double power) {
        check(spec, inflation);
        return Detection.least(power, MOST_ITEMS, items -> new FlagPower(spec, items).power(inflation));
    }

    private static void check(DetectionSpec spec, double inflation) {
        Arguments.atLeast("models", spec.models(), 2);
        Arguments.inOpen("inflation", inflation, 0, 1 - spec.cleanScore());
    }

    private double power(double inflation) {
        double clean = arcsin(spec.cleanScore());
        // The prior draws the predicted ability to the mean, 0.
        double mean = arcsin(spec.cleanScore() + inflation) - clean + arcsinOverProbit * shrinkage * ability;
        double kept = 1 - shrinkage;
        double variance = publicVariance
                + square(arcsinOverProbit) * (square(kept) * freshVariance + lineVariance)
                - 2 * kept * covariance;
        return Normal.cdf((mean - limit) / Math.sqrt(variance));
    }

    /** The departure that a clean model exceeds with a chance of level/m. */
    private double limit(double[] noise) {
        double wanted = spec.falseAlarm() / spec.models();
        double variance = publicVariance + square(arcsinOverProbit) * (freshVariance * (1 - shrinkage) + lineVariance);
        double low = 0;
        double high = Math.PI;
        for (int i = 0; i < 60; i++) {
            double middle = 0.5 * (low + high);
            double chance = 0;
            for (int t = 0; t < NOISES; t++) {
                chance += noise[t] * tail(middle, variance, square(arcsinOverProbit * tau(t)));
            }
            if (chance > wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Posterior weights of τ: the likelihood is the expected one of residuals that are luck alone. */
    private double[] noise(double[] others) {
        double[] log = new double[NOISES];
        double greatest = Double.NEGATIVE_INFINITY;
        for (int t = 0; t < NOISES; t++) {
            for (int i = 0; i < others.length; i++) {
                log[t] += weight(i) * (spec.models() - 1) * expectedLog(others[i], square(tau(t)));
            }
            // Nodes are evenly spaced in log τ.
            log[t] += StrictMath.log(tau(t)) - 0.5 * square(tau(t) / NOISE_SCALE);
            greatest = Math.max(greatest, log[t]);
        }
        double sum = 0;
        for (int t = 0; t < NOISES; t++) {
            log[t] = StrictMath.exp(log[t] - greatest);
            sum += log[t];
        }
        for (int t = 0; t < NOISES; t++) {
            log[t] /= sum;
        }
        return log;
    }

    private static double tau(int node) {
        return LEAST_NOISE * StrictMath.pow(NOISE_RATIO, node);
    }

    /** E log f(r), r ~ N(0, v), f the density of a normal of variance v and noise of scale τ added. */
    private static double expectedLog(double variance, double noise) {
        double sum = 0;
        double all = 0;
        for (int i = 0; i < RESIDUALS; i++) {
            double z = FARTHEST * (2.0 * i / (RESIDUALS - 1) - 1);
            double density = 0;
            for (int c = 0; c < CELLS; c++) {
                double v = 1 + noise / variance * FACTOR[c];
                density += PROBABILITY[c] * StrictMath.exp(-0.5 * z * z / v) / Math.sqrt(v);
            }
            double weight = Normal.density(z);
            sum += weight * StrictMath.log(density);
            all += weight;
        }
        return sum / all;
    }

    private static double tail(double departure, double variance, double noise) {
        double sum = 0;
        for (int c = 0; c < CELLS; c++) {
            sum += PROBABILITY[c] * Normal.cdf(-departure / Math.sqrt(variance + noise * FACTOR[c]));
        }
        return sum;
    }

    /** Share of N(0, 1) at a node of the abilities. */
    private static double weight(int i) {
        double sum = 0;
        for (double x : ABILITIES) {
            sum += Normal.density(x);
        }
        return Normal.density(ABILITIES[i]) / sum;
    }

    /** P(x below a limit), x ~ Gamma(2). */
    private static double gamma(double x) {
        return -StrictMath.expm1(-x) - x * StrictMath.exp(-x);
    }

    private static double arcsin(double success) {
        return StrictMath.asin(Math.sqrt(success));
    }

    private static double square(double x) {
        return x * x;
    }
}
