package org.evalgap.explain;

import org.evalgap.Parameter;
import org.evalgap.Range;
import org.evalgap.internal.Arguments;
import org.evalgap.internal.kernel.Normal;

/**
 * What is believed of a parameter before anything is measured. Immutable.
 *
 * @param kind the family
 * @param first least value, or mean, or the value that is fixed
 * @param second greatest value, or standard deviation; 0 where the value is fixed
 */
public record Prior(Kind kind, double first, double second) {
    private static final double UNIFORM_DEVIATION = 0.28867513459481288225;

    /** Families of priors, by their names in evidence files. */
    public enum Kind {
        /** Every value of an interval alike. */
        UNIFORM("uniform"),
        /** Every ratio of values alike. */
        LOG_UNIFORM("logUniform"),
        /** Normal; values outside of the parameter's legal range count as its end. */
        NORMAL("normal"),
        /** Normal in the logarithm, given by its median and the logarithm's standard deviation; made legal as a normal one. */
        LOG_NORMAL("logNormal"),
        /** One value. */
        FIXED("fixed");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /**
         * The name in evidence files.
         *
         * @return camel case
         */
        public String label() {
            return label;
        }
    }

    /**
     * Checks the numbers.
     *
     * @param kind the family
     * @param first least value, or mean, or the value that is fixed
     * @param second greatest value, or standard deviation; 0 where the value is fixed
     * @throws IllegalArgumentException if they are not finite, in order or positive as the family demands
     */
    public Prior {
        Arguments.atLeast("the first number of " + kind.label(), first, -Double.MAX_VALUE);
        switch (kind) {
            case UNIFORM -> ordered(first, second, -Double.MAX_VALUE);
            case LOG_UNIFORM -> ordered(first, second, Double.MIN_VALUE);
            case NORMAL, LOG_NORMAL -> {
                if (kind == Kind.LOG_NORMAL && !(first > 0)) {
                    throw new IllegalArgumentException("the median must be above 0: " + Parameter.text(first));
                }
                if (!(second > 0 && second < Double.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException(
                            "the standard deviation must be finite and above 0: " + Parameter.text(second));
                }
            }
            default -> Arguments.inRange("the second number of fixed", second, 0, 0);
        }
    }

    private static void ordered(double least, double most, double above) {
        if (!(least >= above && least < most && most < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("must be two finite numbers in ascending order"
                    + (above > 0 ? ", above 0" : "") + ": " + Parameter.text(least) + ", " + Parameter.text(most));
        }
    }

    /**
     * Every value of an interval alike.
     *
     * @param least lower end
     * @param most upper end, above the lower
     * @return the prior
     */
    public static Prior uniform(double least, double most) {
        return new Prior(Kind.UNIFORM, least, most);
    }

    /**
     * Every ratio of values alike.
     *
     * @param least lower end, above 0
     * @param most upper end, above the lower
     * @return the prior
     */
    public static Prior logUniform(double least, double most) {
        return new Prior(Kind.LOG_UNIFORM, least, most);
    }

    /**
     * A normal distribution.
     *
     * @param mean any finite number
     * @param deviation standard deviation, above 0
     * @return the prior
     */
    public static Prior normal(double mean, double deviation) {
        return new Prior(Kind.NORMAL, mean, deviation);
    }

    /**
     * A normal distribution of the logarithm.
     *
     * @param median above 0
     * @param deviation standard deviation of the natural logarithm, above 0
     * @return the prior
     */
    public static Prior logNormal(double median, double deviation) {
        return new Prior(Kind.LOG_NORMAL, median, deviation);
    }

    /**
     * One value.
     *
     * @param value any finite number
     * @return the prior
     */
    public static Prior fixed(double value) {
        return new Prior(Kind.FIXED, value, 0);
    }

    /**
     * The prior of a parameter for which none is given.
     *
     * @param parameter which
     * @return as `evalgap explain --priors` lists them
     */
    public static Prior byDefault(Parameter parameter) {
        return switch (parameter) {
            case DIMENSION -> logUniform(2, 32);
            case SHIFT -> uniform(0, 6);
            case EVAL_SPREAD -> logUniform(0.1, 2);
            case DIFFICULTY_MEAN -> normal(0, 1);
            case DIFFICULTY_SPREAD -> logUniform(0.5, 3);
            case DESIGNER_BIAS -> uniform(0, 4);
            case PUBLIC_ITEMS, FRESH_ITEMS, WORK_TASKS -> logUniform(50, 5000);
            case ENVIRONMENTS -> logUniform(16, 1024);
            case INSPIRATION, MEMORIZATION, CRITIC, ADVANTAGE_NORMALIZATION -> uniform(0, 1);
            case ERROR_FOCUS -> uniform(0, 3);
            case DEPARTURE -> logUniform(0.01, 1);
            case BREADTH -> logUniform(0.3, 5);
            case MEMORIZATION_SCALE -> logUniform(0.05, 1);
            case FORMAT_LEARNING -> logUniform(0.001, 1);
            case COMPETENCE -> normal(0, 2);
            case GUESS_RATE -> uniform(0, 0.5);
            case EVAL_HORIZON, ENVIRONMENT_HORIZON -> logUniform(1, 10);
            case WORK_HORIZON -> logUniform(1, 100);
            case BUDGET -> logUniform(8, 65_536);
            case KL_PENALTY -> logUniform(0.001, 1);
            case NARROWING -> logUniform(0.01, 3);
            case UPDATES -> logUniform(50, 1000);
            case EPISODES_PER_UPDATE -> logUniform(4, 64);
            case ROUNDS -> logUniform(1, 8);
            case CANDIDATES -> logUniform(1, 16);
            case ATTEMPTS -> logUniform(1, 8);
            default -> aroundDefault(parameter);
        };
    }

    /** A factor of four either way, or up to 1 from 0. */
    private static Prior aroundDefault(Parameter parameter) {
        double middle = parameter.byDefault();
        Range range = parameter.range();
        return middle > 0
                ? logUniform(Math.max(range.least(), middle / 4), Math.min(range.most(), 4 * middle))
                : uniform(Math.max(range.least(), 0), Math.min(range.most(), 1));
    }

    /**
     * Checks that the prior stays within a parameter's range; a normal one may leave it.
     *
     * @param parameter which
     * @return this prior
     * @throws IllegalArgumentException if a value is not legal
     */
    public Prior requireLegal(Parameter parameter) {
        Range range = parameter.range();
        boolean legal = first >= range.least()
                && first <= range.most()
                && (kind == Kind.FIXED ? range.contains(first) : second <= range.most());
        if (kind != Kind.NORMAL && kind != Kind.LOG_NORMAL && !legal) {
            throw new IllegalArgumentException(
                    "values of " + parameter.label() + " must be " + range.demand() + ": " + this);
        }
        return this;
    }

    /** Checks that values stay within a parameter's range when they are multiplied; those of a normal prior may leave it. */
    void requireLegal(Parameter parameter, double factor) {
        Range range = parameter.range();
        double last = kind == Kind.FIXED ? first : second;
        boolean legal = factor * first >= range.least() && factor * last <= range.most();
        if (kind != Kind.NORMAL && kind != Kind.LOG_NORMAL && !legal) {
            throw new IllegalArgumentException("values of " + parameter.label() + " must be " + range.demand() + ": "
                    + Parameter.text(factor) + " times " + this);
        }
    }

    /**
     * The value at a standard normal number: the quantile of the same probability, made legal.
     *
     * @param parameter whose range is legal
     * @param z any finite number
     * @return the value
     */
    public double value(Parameter parameter, double z) {
        double raw = switch (kind) {
            case UNIFORM -> first + (second - first) * Normal.cdf(z);
            case LOG_UNIFORM -> first * StrictMath.exp(StrictMath.log(second / first) * Normal.cdf(z));
            case NORMAL -> first + second * z;
            case LOG_NORMAL -> first * StrictMath.exp(second * z);
            case FIXED -> first;
        };
        return legal(parameter, raw);
    }

    static double legal(Parameter parameter, double raw) {
        Range range = parameter.range();
        double value = range.whole() ? Math.rint(raw) : raw;
        double inside = Math.min(range.most(), Math.max(range.least(), value));
        return range.openAbove() && inside == range.most() ? Math.nextDown(inside) : inside;
    }

    /**
     * Whether it is the logarithm that the prior is about.
     *
     * @return true for priors of ratios
     */
    public boolean isEvenInRatios() {
        return kind == Kind.LOG_UNIFORM || kind == Kind.LOG_NORMAL;
    }

    /**
     * A value on the scale on which the prior is even.
     *
     * @param value of the parameter
     * @return its logarithm, if ratios are even, or the value itself
     */
    public double onScale(double value) {
        return isEvenInRatios() ? StrictMath.log(value) : value;
    }

    /** The standard deviation on that scale. */
    double deviation() {
        return switch (kind) {
            case UNIFORM -> UNIFORM_DEVIATION * (second - first);
            case LOG_UNIFORM -> UNIFORM_DEVIATION * StrictMath.log(second / first);
            case NORMAL, LOG_NORMAL -> second;
            case FIXED -> 0;
        };
    }

    /**
     * The prior as people write it.
     *
     * @return such as {@code logUniform [0.3, 5]}
     */
    @Override
    public String toString() {
        return kind == Kind.FIXED
                ? "fixed " + Parameter.text(first)
                : kind.label() + " [" + Parameter.text(first) + ", " + Parameter.text(second) + "]";
    }
}
