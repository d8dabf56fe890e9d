package org.evalgap.sweep;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.evalgap.Parameter;
import org.evalgap.Scenario;

/** A parameter at some values. */
final class ValueAxis extends Axis {
    private static final MathContext LABEL_DIGITS = new MathContext(6);

    private final Parameter parameter;
    private final double[] values;

    private ValueAxis(Parameter parameter, double[] values) {
        super(parameter.label());
        this.parameter = parameter;
        this.values = values;
    }

    static ValueAxis at(Parameter parameter, double... values) {
        requireSome(parameter.label(), values.length);
        double[] checked = Arrays.stream(values).map(parameter::check).toArray();
        Set<Double> seen = new HashSet<>();
        for (double value : checked) {
            if (!seen.add(value)) {
                throw new IllegalArgumentException("axis \"" + parameter.label() + "\" has the value "
                        + Parameter.text(value) + " twice; leave one out");
            }
        }
        return new ValueAxis(parameter, checked);
    }

    static ValueAxis steps(Parameter parameter, double from, double to, int steps, Scale scale) {
        RangeAxis.requireRange(parameter, from, to, scale);
        if (steps < 2 || steps > MOST_STEPS) {
            throw new IllegalArgumentException("steps of " + parameter.label() + " must be 2 to " + MOST_STEPS + ": "
                    + steps + "; "
                    + (steps < 2
                            ? "set the parameter instead of varying it"
                            : "use fewer, or leave steps out and choose points by design: sobol"));
        }
        double[] values = new double[steps];
        for (int i = 0; i < steps; i++) {
            double value = scale.step(from, to, i, steps);
            values[i] = parameter.range().whole() ? Math.rint(value) : value;
            if (i > 0 && values[i] == values[i - 1]) {
                throw new IllegalArgumentException("steps of " + parameter.label() + " must give different values: "
                        + steps + " steps give " + Parameter.text(values[i]) + " twice; use fewer");
            }
        }
        return at(parameter, values);
    }

    /** A value to six digits. */
    static String shortened(double value) {
        return Parameter.text(new BigDecimal(value).round(LABEL_DIGITS).doubleValue());
    }

    @Override
    public Optional<Parameter> parameter() {
        return Optional.of(parameter);
    }

    @Override
    public int levels() {
        return values.length;
    }

    @Override
    public String label(int level) {
        return shortened(values[level]);
    }

    @Override
    boolean isAt(int level, double value) {
        return values[level] == value;
    }

    @Override
    void moveToLevel(int level, PointDraft point) {
        point.set(parameter, values[level]);
    }

    @Override
    String canonicalText(Scenario base) {
        StringBuilder text = new StringBuilder(name()).append(" of");
        for (double value : values) {
            text.append(' ').append(Double.toHexString(value));
        }
        return text.toString();
    }
}
