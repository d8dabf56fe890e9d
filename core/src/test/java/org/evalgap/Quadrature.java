package org.evalgap;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.integration.IterativeLegendreGaussIntegrator;

/** Integrals by Commons Math and the plain formulas that corners of the model need. */
final class Quadrature {
    private Quadrature() {}

    static double integral(DoubleUnaryOperator f, double from, double to) {
        if (from == to) {
            return 0;
        }
        return new IterativeLegendreGaussIntegrator(16, 1e-11, 1e-14).integrate(10_000_000, f::applyAsDouble, from, to);
    }

    static double sigmoid(double u) {
        return 1 / (1 + StrictMath.exp(-u));
    }

    /** E f(θ − b) over difficulties N(mean, spread²). */
    static double overDifficulty(DoubleUnaryOperator f, Scenario s) {
        double spread = s.difficultySpread();
        double centre = s.competence() - s.difficultyMean();
        if (spread == 0) {
            return f.applyAsDouble(centre);
        }
        return integral(
                z -> StrictMath.exp(-z * z / 2) / StrictMath.sqrt(2 * Math.PI) * f.applyAsDouble(centre + spread * z),
                -10,
                10);
    }

    /** G(u) without a penalty as the model writes it, by logarithms. */
    static double drive(double u, double critic, double nu, int horizon) {
        double logQ = -StrictMath.log1p(StrictMath.exp(-u));
        double logFailure = -StrictMath.log1p(StrictMath.exp(u));
        double logMiss = StrictMath.log(-StrictMath.expm1(horizon * logQ));
        double atEnd = horizon * StrictMath.exp(horizon * logQ + logFailure - nu / 2 * (horizon * logQ + logMiss));
        double cost = (1 - critic) * horizon + critic * StrictMath.exp(logMiss - logFailure);
        return ((1 - critic) * atEnd + critic * StrictMath.exp(logQ + logMiss)) / cost;
    }
}
