package org.evalgap.study.process;

/**
 * How faults are noticed in use.
 *
 * @param rate mean rate b at which a fault shows itself per unit of use
 * @param variation coefficient of variation c of the rates between faults (gamma law); 0 if all are alike
 */
record Hardening(double rate, double variation) {
    /** Share of faults that have not shown themselves after so much use: the Laplace transform of the rates. */
    double unnoticed(double use) {
        if (variation == 0) {
            return StrictMath.exp(-rate * use);
        }
        double squared = variation * variation;
        return StrictMath.exp(-StrictMath.log1p(squared * rate * use) / squared);
    }

    /** Share noticed between two amounts of use, without cancellation for close ones. */
    double noticed(double from, double to) {
        if (variation == 0) {
            return -StrictMath.expm1(-rate * (to - from)) * unnoticed(from);
        }
        double squared = variation * variation;
        double logRatio = StrictMath.log1p(squared * rate * (to - from) / (1 + squared * rate * from));
        return -StrictMath.expm1(-logRatio / squared) * unnoticed(from);
    }

    /** Showings per unit of use, of faults that were unnoticed after so much use: minus the derivative of the share. */
    double intensity(double use) {
        return rate * unnoticed(use) / (1 + variation * variation * rate * use);
    }
}
