package org.evalgap.internal.posterior;

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
    private final FreshLikelihood fresh;
    private final double publicLow;
    private final double publicHigh;

    double low;
    double step;
    int count;
    /** Values by function and node. */
    final double[][] values = new double[FUNCTIONS][];

    double[] success;

    /** Φ⁻¹ of the success: not taken from it again where it is near 1 and has lost its digits. */
    double[] probit;

    RowData(Counts onPublic, FreshLikelihood fresh) {
        double right = onPublic.right();
        double items = onPublic.items();
        this.guess = onPublic.guess();
        this.fresh = fresh;
        this.likelihood = new PublicLikelihood(right, items);
        this.observed = onPublic.probit();
        this.observedVariance = onPublic.probitVariance();
        this.ability = fresh.first().probit();
        this.abilityVariance = fresh.first().probitVariance();
        double width = Math.sqrt(observedVariance);
        Bracket eta = Bracket.of(fresh::logPosterior, -END, END, DROP);
        int cells = (int) Math.min(80, Math.max(13, Math.ceil((eta.high() - eta.low()) / width)));
        etas = new double[cells + 1];
        weights = new double[cells + 1];
        nodes(eta, cells);
        Bracket clear = Bracket.of(u -> logPublic(u, right, items), -END, END, DROP);
        publicLow = clear.low();
        publicHigh = clear.high();
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

    /** Lays the grid so that it holds the public score's likelihood and all clean probits the shift may lead to. */
    void layGrid(double shiftLow, double shiftHigh) {
        double from = Math.max(-END, Math.min(publicLow, shiftLow));
        double to = Math.min(END, Math.max(publicHigh, shiftHigh));
        // A third of the standard deviation: cubic interpolation is then good to 1e-3 of the peak.
        step = Math.max(Math.sqrt(observedVariance) / 3, (to - from) / 500);
        low = from - 2 * step;
        count = (int) Math.ceil((to - low) / step) + 3;
        success = new double[count];
        probit = new double[count];
        for (int f = 0; f < FUNCTIONS; f++) {
            values[f] = new double[count];
        }
        for (int i = 0; i < count; i++) {
            fill(i, low + i * step);
        }
    }

    private void fill(int i, double u) {
        double failure = (1 - guess) * Normal.cdf(-u);
        double clean = guess + (1 - guess) * Normal.cdf(u);
        double z = guess == 0 ? u : PublicLikelihood.probit(clean);
        success[i] = clean;
        probit[i] = z;
        values[0][i] = likelihood.at(clean, failure);
        double power = 1;
        int exponent = 0;
        for (int k = 0; k < RecoveredShare.COUNT; k++) {
            for (; exponent < RecoveredShare.k(k); exponent++) {
                power *= failure;
            }
            double mass = likelihood.massAbove(k, z);
            values[k + 1][i] = mass > 0 ? mass / power : 0;
        }
        values[EXCEED][i] = likelihood.exceedance(z);
    }
}
