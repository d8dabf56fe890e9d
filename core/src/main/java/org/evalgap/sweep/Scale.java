package org.evalgap.sweep;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** How a range is divided. */
public enum Scale {
    /** Equal differences. */
    LINEAR {
        @Override
        double between(double from, double to, double share) {
            return from + (to - from) * share;
        }
    },
    /** Equal ratios. */
    LOG {
        @Override
        double between(double from, double to, double share) {
            return from * StrictMath.pow(to / from, share);
        }
    };

    /** Steps are rounded to this many digits, so that a tenth of 1 three times is 0.3 and a name for a column. */
    private static final MathContext STEP_DIGITS = new MathContext(12);

    /** The value at a share of the way, for 0 < share < 1 within the open range. */
    abstract double between(double from, double to, double share);

    /** Step i of n (n ≥ 2), its ends exact. */
    double step(double from, double to, int i, int n) {
        if (i == 0) {
            return from;
        }
        if (i == n - 1) {
            return to;
        }
        double exact = between(from, to, (double) i / (n - 1));
        return new BigDecimal(exact).round(STEP_DIGITS).doubleValue();
    }

    /**
     * The name in plans.
     *
     * @return lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
