package org.evalgap.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.evalgap.Parameter;
import org.evalgap.Scenario;

/**
 * What a sweep varies: a parameter over a list of values or over a range, or named changes of the scenario. Immutable if the
 * changes are.
 */
public abstract sealed class Axis permits ValueAxis, RangeAxis, ChoiceAxis {
    /** The most steps of a range. More points come from a design, which needs none. */
    public static final int MOST_STEPS = 10_000;

    private final String name;

    Axis(String name) {
        this.name = name;
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
        return ValueAxis.at(parameter, values);
    }

    /**
     * A parameter at steps of a range; of whole-number parameters the nearest whole numbers.
     *
     * @param parameter what is varied
     * @param from first value, within the parameter's range
     * @param to last value, within the parameter's range, other than {@code from}
     * @param steps number of values, 2 to {@value #MOST_STEPS}
     * @param scale how the range is divided
     * @return the axis
     * @throws IllegalArgumentException if an end is not legal, the ends are equal, a logarithmic range does not lie above 0,
     *     there are fewer than two steps, too many, or more than there are whole numbers
     */
    public static Axis range(Parameter parameter, double from, double to, int steps, Scale scale) {
        return ValueAxis.steps(parameter, from, to, steps, scale);
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
        return new RangeAxis(parameter, from, to, scale);
    }

    /**
     * Named changes of the scenario. They are made before the parameters of other axes are set, so that these win.
     *
     * @param name name of its column in results, which no other column has; case does not count
     * @param choices at least one, with different labels
     * @return the axis
     * @throws IllegalArgumentException if the name is blank or that of a parameter or of another column of results, there is no
     *     choice, or a label occurs twice
     */
    public static Axis choices(String name, List<Choice> choices) {
        return new ChoiceAxis(name, choices);
    }

    /**
     * Choices by label, in the map's order.
     *
     * @param name name of its column in results, which no other column has; case does not count
     * @param choices changes by label; at least one
     * @return the axis
     * @throws IllegalArgumentException if the name is blank or that of a parameter or of another column of results, or there is
     *     no choice
     */
    public static Axis choices(String name, Map<String, UnaryOperator<Scenario>> choices) {
        List<Choice> list = new ArrayList<>();
        choices.forEach((label, change) -> list.add(new Choice(label, change)));
        return choices(name, list);
    }

    static void requireSome(String name, int count) {
        if (count == 0) {
            throw new IllegalArgumentException(
                    "axis \"" + name + "\" is empty; give at least one value or drop the axis");
        }
    }

    /**
     * The name: a parameter's, or that of a set of choices.
     *
     * @return the name in plans and result columns
     */
    public final String name() {
        return name;
    }

    /**
     * What is varied.
     *
     * @return the parameter; empty for choices
     */
    public abstract Optional<Parameter> parameter();

    /**
     * Whether the axis is a range without steps, which grids cannot divide.
     *
     * @return true for {@link #between}
     */
    public boolean continuous() {
        return false;
    }

    /**
     * How many levels there are; a range without steps counts as five equal parts of its scale.
     *
     * @return the number, at least 1
     */
    public abstract int levels();

    /**
     * What people call a level; values that are not whole are rounded to six digits.
     *
     * @param level below {@link #levels()}
     * @return a value, a choice's label, or {@code from … to} for the part of a range
     */
    public abstract String label(int level);

    /** The level at a coordinate in (0, 1). */
    final int level(double coordinate) {
        return Math.min(levels() - 1, (int) (coordinate * levels()));
    }

    /** Whether a level is a value of a parameter. */
    boolean isAt(int level, double value) {
        return false;
    }

    /** Moves a point to a level of a grid. */
    abstract void moveToLevel(int level, PointDraft point);

    /** Moves a point to a coordinate in (0, 1). */
    void moveToCoordinate(double coordinate, PointDraft point) {
        moveToLevel(level(coordinate), point);
    }

    /** Whether some level makes a scenario of another one that is wanted. */
    boolean leadsTo(Scenario base, Predicate<Scenario> wanted) {
        return false;
    }

    /** A text that tells this axis from any other, given what the choices change. */
    abstract String canonicalText(Scenario base);

    @Override
    public final String toString() {
        return name;
    }
}
