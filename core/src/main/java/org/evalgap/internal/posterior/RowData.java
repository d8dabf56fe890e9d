package org.evalgap.internal.posterior;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.evalgap.internal.kernel.Normal;
import org.evalgap.internal.likelihood.Bracket;
import org.evalgap.internal.likelihood.Counts;
import org.evalgap.internal.likelihood.FreshLikelihood;
import org.evalgap.internal.likelihood.PublicLikelihood;
import org.evalgap.internal.likelihood.RecoveredShare;

/**
 * One model's scores as the integrals need them: nodes of its ability η given the fresh scores, and functions of the
 * clean public probit u = a + bη + δ given the public score on a grid.
 */
final class RowData {
    /** Functions on the grid: likelihood without inflation, with a share of each shape, and the chance of a score as high. */
    static final int FUNCTIONS = RecoveredShare.COUNT + 2;

    /** Index of the last function. */
    static final int EXCEED = FUNCTIONS - 1;

    private static final double END = 7;
    private static final double NEGLIGIBLE = 1e-16;

    /** Log likelihood that is left out at the ends of the ability nodes, e⁻¹⁶. */
    private static final double DROP = 16;

    final PublicLikelihood likelihood;
    final double guess;
    final double observed;
    final double observedVariance;
    final double ability;
    final double abilityVariance;
    final double[] etas;
    final double[] weights;
    /** Posterior mean of η given the fresh scores alone. */
    final double meanAbility;

    private final String model;
    private final FreshLikelihood fresh;
    private final double publicLow;
    private final double publicHigh;
    private final double width;

    /** Ability above the mean of all rows. */
    double relativeAbility;

    double low;
    double step;
    int count;
    /** Values by function and node. */
    final double[][] values = new double[FUNCTIONS][];

    double[] success;

    /** 1 − the success, with all its digits. */
    double[] failure;

    /** Φ⁻¹ of the success: not taken from it again where it is near 1 and has lost its digits. */
    double[] probit;

    /**
     * A row without a grid yet.
     *
     * @param secondShift probit by which the second fresh set is easier for everybody
     */
    RowData(RowCounts row, double secondShift) {
        Counts onPublic = row.onPublic();
        double right = onPublic.right();
        double items = onPublic.items();
        this.guess = onPublic.guess();
        this.model = row.model();
        this.fresh = FreshLikelihood.of(row.fresh(), row.second(), secondShift);
        this.likelihood = new PublicLikelihood(onPublic);
        this.observed = onPublic.probit();
        this.observedVariance = onPublic.probitVariance();
        this.ability = fresh.first().probit();
        this.abilityVariance = fresh.first().probitVariance();
        Bracket clear = Bracket.of(u -> logPublic(u, right, items), -END, END, DROP);
        publicLow = clear.low();
        publicHigh = clear.high();
        width = width(Math.sqrt(observedVariance), (publicHigh - clear.mode()) / Math.sqrt(2 * DROP));
        Bracket eta = Bracket.of(fresh::logPosterior, -END, END, DROP);
        int cells = (int) Math.min(80, Math.max(13, Math.ceil((eta.high() - eta.low()) / width)));
        etas = new double[cells + 1];
        weights = new double[cells + 1];
        nodes(eta, cells);
        double mean = 0;
        for (int j = 0; j <= cells; j++) {
            mean += weights[j] * etas[j];
        }
        meanAbility = mean;
    }

    /**
     * How wide the public score's likelihood is: the probit's standard deviation, but near or below chance, where that is beyond
     * all measure, what the fall of the likelihood on its upper side says.
     */
    private static double width(double deviation, double fall) {
        return deviation > 3 * fall ? fall : deviation;
    }

    private void nodes(Bracket eta, int cells) {
        double top = fresh.logPosterior(eta.mode());
        double sum = 0;
        for (int j = 0; j <= cells; j++) {
            etas[j] = eta.low() + (eta.high() - eta.low()) * j / cells;
            weights[j] = StrictMath.exp(fresh.logPosterior(etas[j]) - top);
            sum += weights[j];
        }
        for (int j = 0; j <= cells; j++) {
            weights[j] /= sum;
        }
    }

    private double logPublic(double u, double right, double items) {
        double failure = (1 - guess) * Normal.cdf(-u);
        double s = guess == 0 ? Normal.cdf(u) : 1 - failure;
        return (right == 0 ? 0 : right * StrictMath.log(s))
                + (items == right ? 0 : (items - right) * StrictMath.log(failure))
                - 0.05 * u * u;
    }

    /**
     * Does something for every row, in several threads.
     *
     * @param action writes nothing that another row reads or writes; of the rows it fails for the first one's exception is thrown
     */
    static void each(int rows, IntConsumer action) {
        RuntimeException[] failures = new RuntimeException[rows];
        IntStream.range(0, rows).parallel().forEach(i -> {
            try {
                action.accept(i);
            } catch (RuntimeException e) {
                failures[i] = e;
            }
        });
        for (RuntimeException failure : failures) {
            if (failure != null) {
                throw failure;
            }
        }
    }

    /** A node of the ability: the first whose cumulative weight is beyond a number in (0, 1). */
    double ability(double uniform) {
        double left = uniform;
        int j = 0;
        while (j < etas.length - 1 && left >= weights[j]) {
            left -= weights[j];
            j++;
        }
        return etas[j];
    }

    /** Lays the grid so that it holds the public score's likelihood and all clean probits the shift may lead to. */
    void layGrid(double shiftLow, double shiftHigh) {
        double from = Math.max(-END, Math.min(publicLow, shiftLow));
        double to = Math.min(END, Math.max(publicHigh, shiftHigh));
        // A third of the standard deviation: cubic interpolation is then good to 1e-3 of the peak.
        step = Math.max(width / 3, (to - from) / 500);
        low = from - 2 * step;
        count = (int) Math.ceil((to - low) / step) + 3;
        success = new double[count];
        failure = new double[count];
        probit = new double[count];
        for (int f = 0; f < FUNCTIONS; f++) {
            values[f] = new double[count];
        }
        for (int i = 0; i < count; i++) {
            fill(i, low + i * step);
        }
        for (int f = 0; f < EXCEED; f++) {
            dropNegligible(values[f]);
        }
        double greatest = Arrays.stream(values[0]).max().orElseThrow();
        if (!(greatest > 0 && greatest < Double.POSITIVE_INFINITY)) {
            throw unresolved("no clean success explains its public score");
        }
    }

    /** What no sum could see is 0, and not summed. */
    private static void dropNegligible(double[] values) {
        double greatest = Arrays.stream(values).max().orElseThrow();
        for (int i = 0; i < values.length; i++) {
            if (values[i] < NEGLIGIBLE * greatest) {
                values[i] = 0;
            }
        }
    }

    /** What to throw where an integral fails: a fault of this program, and in which row. */
    ArithmeticException unresolved(String what) {
        return new ArithmeticException(
                "model \"" + model + "\": " + what
                        + "; this is a fault of the estimate, which has a posterior for any scores: leave the row out, and report it");
    }

    private void fill(int i, double u) {
        failure[i] = (1 - guess) * Normal.cdf(-u);
        double clean = guess + (1 - guess) * Normal.cdf(u);
        double z = guess == 0 ? u : PublicLikelihood.probit(clean);
        success[i] = clean;
        probit[i] = z;
        values[0][i] = likelihood.at(clean, failure[i]);
        for (int k = 0; k < RecoveredShare.COUNT; k++) {
            values[k + 1][i] = likelihood.gained(k, z, failure[i]);
        }
        values[EXCEED][i] = likelihood.exceedance(z);
    }
}
