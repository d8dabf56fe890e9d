package org.evalgap.sweep;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * What a sweep varies: a parameter over a list of values or a range, or named changes of the scenario. Immutable if the
 * changes are.
 */
public final class Axis {
    /** Parts into which a range without steps is divided where levels are wanted. */
    static final int PARTS = 5;

    private static final MathContext LABEL_DIGITS = new MathContext(6);

    private final String name;
    private final @Nullable Parameter parameter;
    private final double[] values;
    private final List<Choice> choices;
    private final Scale scale;
    private final boolean continuous;

    private Axis(
            String name,
            @Nullable Parameter parameter,
            double[] values,
            List<Choice> choices,
            Scale scale,
            boolean continuous) {
        this.name = name;
        this.parameter = parameter;
        this.values = values;
        this.choices = choices;
        this.scale = scale;
        this.continuous = continuous;
    }

    /**
     * A named change of the scenario.
     *
     * @param label its name in result columns
     * @param change makes another scenario of one; pure
     */
    public record Choice(String label, UnaryOperator<Scenario> change) {
        /**
         * A named change of the scenario.
         *
         * @param label its name in result columns
         * @param change makes another scenario of one; pure
         * @throws NullPointerException if either is missing
         */
        public Choice {
            Objects.requireNonNull(label, "label");
            Objects.requireNonNull(change, "change");
        }
    }

    /**
     * A parameter at some values.
     *
     * @param parameter what is varied
     * @param values at least one, all different and within the parameter's range
     * @return the axis
     * @throws IllegalArgumentException if there is no value, one is not legal, or one occurs twice
     */
    public static Axis of(Parameter parameter, double... values) {
        requireSome(parameter.label(), values.length);
        double[] checked = Arrays.stream(values).map(parameter::check).toArray();
        for (int i = 0; i < checked.length; i++) {
            for (int j = 0; j < i; j++) {
                if (checked[i] == checked[j]) {
                    throw new IllegalArgumentException("axis \"" + parameter.label() + "\" has the value "
                            + Parameter.text(checked[i]) + " twice; leave one out");
                }
            }
        }
        return new Axis(parameter.label(), parameter, checked, List.of(), Scale.LINEAR, false);
    }

    /**
     * A parameter at steps of a range; of whole-number parameters the nearest whole numbers.
     *
     * @param parameter what is varied
     * @param from first value, within the parameter's range
     * @param to last value, within the parameter's range, other than {@code from}
     * @param steps number of values, at least 2
     * @param scale how the range is divided
     * @return the axis
     * @throws IllegalArgumentException if an end is not legal, the ends are equal, a logarithmic range does not lie above 0,
     *     there are fewer than two steps, or more than there are whole numbers
     */
    public static Axis range(Parameter parameter, double from, double to, int steps, Scale scale) {
        requireRange(parameter, from, to, scale);
        if (steps < 2) {
            throw new IllegalArgumentException("steps of " + parameter.label() + " must be at least 2: " + steps
                    + "; set the parameter instead of varying it");
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
        return of(parameter, values);
    }

    /**
     * A parameter anywhere in a range, for designs that choose points: uniform on the scale; of whole-number parameters each
     * whole number in the range is equally likely on a linear scale.
     *
     * @param parameter what is varied
     * @param from one end, within the parameter's range
     * @param to the other end, within the parameter's range, other than {@code from}
     * @param scale how the range is divided
     * @return the axis
     * @throws IllegalArgumentException if an end is not legal, the ends are equal, or a logarithmic range does not lie above 0
     */
    public static Axis between(Parameter parameter, double from, double to, Scale scale) {
        requireRange(parameter, from, to, scale);
        return new Axis(parameter.label(), parameter, new double[] {from, to}, List.of(), scale, true);
    }

    /**
     * Named changes of the scenario. They are made before the parameters of other axes are set, so that these win.
     *
     * @param name name in result columns, other than any parameter's
     * @param choices at least one, with different labels
     * @return the axis
     * @throws IllegalArgumentException if the name is a parameter's, or there is no choice, or a label occurs twice
     */
    public static Axis choices(String name, List<Choice> choices) {
        requireSome(name, choices.size());
        if (name.isBlank() || Parameter.find(name).isPresent()) {
            throw new IllegalArgumentException(
                    "an axis of choices needs a name that is no parameter's: \"" + name + "\"");
        }
        for (int i = 0; i < choices.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (choices.get(i).label().equals(choices.get(j).label())) {
                    throw new IllegalArgumentException("axis \"" + name + "\" has the choice \""
                            + choices.get(i).label() + "\" twice; leave one out");
                }
            }
        }
        return new Axis(name, null, new double[0], List.copyOf(choices), Scale.LINEAR, false);
    }

    /**
     * Choices by label, in the map's order.
     *
     * @param name name in result columns, other than any parameter's
     * @param choices changes by label; at least one
     * @return the axis
     * @throws IllegalArgumentException if the name is a parameter's, or there is no choice
     */
    public static Axis choices(String name, Map<String, UnaryOperator<Scenario>> choices) {
        List<Choice> list = new ArrayList<>();
        choices.forEach((label, change) -> list.add(new Choice(label, change)));
        return choices(name, list);
    }

    private static void requireSome(String name, int count) {
        if (count == 0) {
            throw new IllegalArgumentException(
                    "axis \"" + name + "\" is empty; give at least one value or drop the axis");
        }
    }

    private static void requireRange(Parameter parameter, double from, double to, Scale scale) {
        parameter.check(from);
        parameter.check(to);
        if (from == to) {
            throw new IllegalArgumentException("the range of " + parameter.label() + " starts and ends at "
                    + Parameter.text(from) + "; set the parameter instead of varying it");
        }
        if (scale == Scale.LOG && !(from > 0 && to > 0)) {
            throw new IllegalArgumentException("a logarithmic range of " + parameter.label()
                    + " must lie above 0: from " + Parameter.text(from) + " to " + Parameter.text(to)
                    + "; use scale: linear or another end");
        }
    }

    /**
     * The name: a parameter's, or that of a set of choices.
     *
     * @return the name in plans and result columns
     */
    public String name() {
        return name;
    }

    /**
     * What is varied.
     *
     * @return the parameter; empty for choices
     */
    public Optional<Parameter> parameter() {
        return Optional.ofNullable(parameter);
    }

    /**
     * Whether the axis is a range without steps, which grids cannot divide.
     *
     * @return true for {@link #between}
     */
    public boolean continuous() {
        return continuous;
    }

    /**
     * How many levels there are; a range without steps counts as five equal parts of its scale.
     *
     * @return the number, at least 1
     */
    public int levels() {
        return continuous ? PARTS : parameter == null ? choices.size() : values.length;
    }

    /**
     * What people call a level; values that are not whole are rounded to six digits.
     *
     * @param level below {@link #levels()}
     * @return a value, a choice's label, or {@code from … to} for the part of a range
     */
    public String label(int level) {
        if (parameter == null) {
            return choices.get(level).label();
        }
        if (!continuous) {
            return shortened(values[level]);
        }
        return end(level) + " … " + end(level + 1);
    }

    private String end(int part) {
        return shortened(scale.step(values[0], values[1], part, PARTS + 1));
    }

    private static String shortened(double value) {
        return Parameter.text(new BigDecimal(value).round(LABEL_DIGITS).doubleValue());
    }

    /** The level at a coordinate in (0, 1). */
    int level(double unit) {
        return Math.min(levels() - 1, (int) (unit * levels()));
    }

    /** The value of a level of a parameter's axis. */
    double value(int level) {
        return values[level];
    }

    /** The value of a parameter's axis at a coordinate in (0, 1). */
    double value(double unit) {
        if (!continuous) {
            return values[level(unit)];
        }
        boolean whole = parameter != null && parameter.range().whole();
        double low = Math.min(values[0], values[1]);
        double high = Math.max(values[0], values[1]);
        if (whole && scale == Scale.LINEAR) {
            double steps = Math.min(high - low, Math.floor(unit * (high - low + 1)));
            return values[0] < values[1] ? low + steps : high - steps;
        }
        double value = scale.between(values[0], values[1], unit);
        return Math.min(high, Math.max(low, whole ? Math.rint(value) : value));
    }

    /** The choice of a level. */
    Choice choice(int level) {
        return choices.get(level);
    }

    /** A text that tells this axis from any other, given what the choices change. */
    String canonicalText(Scenario base) {
        StringBuilder text = new StringBuilder(name);
        if (parameter != null) {
            text.append(continuous ? " between " + scale.label() : " of");
            for (double value : values) {
                text.append(' ').append(Double.toHexString(value));
            }
        }
        for (Choice choice : choices) {
            text.append('\n').append(choice.label()).append(": ");
            try {
                text.append(choice.change().apply(base).canonicalText());
            } catch (IllegalArgumentException e) {
                // Such as a change that only another choice makes possible; its points tell what it is.
                text.append(e.getMessage());
            }
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return name;
    }
}
