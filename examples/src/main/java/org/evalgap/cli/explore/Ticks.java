package org.evalgap.cli.explore;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Set;
import java.util.TreeSet;
import org.evalgap.Parameter;
import org.evalgap.explain.Prior;

/** The values of a slider: those that the priors of {@code evalgap explain} hold for likely, in steps that people write. */
final class Ticks {
    private static final int MOST_STEPS = 100;
    private static final double[] STEPS = {1, 2, 5, 10};
    private static final double[] DECADE = {1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8};
    private static final double DEVIATIONS = 3;
    private static final MathContext DIGITS = new MathContext(9);

    private Ticks() {}

    /** Legal values, ascending; 0 among them where it is legal and nothing is below it. */
    static Set<Double> of(Parameter parameter) {
        Prior prior = prior(parameter);
        TreeSet<Double> values = switch (prior.kind()) {
            case LOG_UNIFORM -> decades(prior.first(), prior.second());
            case NORMAL ->
                steps(prior.first() - DEVIATIONS * prior.second(), prior.first() + DEVIATIONS * prior.second());
            default -> steps(prior.first(), prior.second());
        };
        if (values.first() > 0) {
            values.add(0.0);
        }
        TreeSet<Double> legal = new TreeSet<>();
        for (double value : values) {
            double whole = parameter.range().whole() ? Math.rint(value) : value;
            if (parameter.range().contains(whole)) {
                legal.add(whole + 0.0);
            }
        }
        return legal;
    }

    /** A prior around a default of 0 says nothing of how many there may be. */
    private static Prior prior(Parameter parameter) {
        return switch (parameter) {
            case PRETRAINING -> Prior.logUniform(10, 1000);
            case SURFACE_DIMENSIONS -> Prior.logUniform(1, 64);
            default -> Prior.byDefault(parameter);
        };
    }

    private static TreeSet<Double> steps(double least, double most) {
        double power = StrictMath.pow(10, Math.floor(StrictMath.log10((most - least) / MOST_STEPS) + 1e-9));
        double step = STEPS[0] * power;
        for (int i = STEPS.length - 1; i >= 0; i--) {
            step = (most - least) / (STEPS[i] * power) <= MOST_STEPS + 1e-9 ? STEPS[i] * power : step;
        }
        TreeSet<Double> values = new TreeSet<>();
        for (int i = 0; least + i * step <= most + step / 1e6; i++) {
            values.add(rounded(least + i * step));
        }
        values.add(most);
        return values;
    }

    private static TreeSet<Double> decades(double least, double most) {
        TreeSet<Double> values = new TreeSet<>();
        values.add(least);
        values.add(most);
        for (double power = StrictMath.pow(10, Math.floor(StrictMath.log10(least))); power <= most; power *= 10) {
            for (double digit : DECADE) {
                double value = rounded(digit * power);
                if (value >= least && value <= most) {
                    values.add(value);
                }
            }
        }
        return values;
    }

    private static double rounded(double value) {
        return new BigDecimal(value).round(DIGITS).doubleValue();
    }
}
